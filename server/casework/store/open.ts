import type { Db } from '#platform/db';
import type { NewAttachment, NewCase } from '../case.ts';
import type { NewDeadline } from '../plan-deadlines.ts';

export type JudgedFile = NewAttachment & { id: string; flags: string[]; distanceM: number | null };

export type Opening = {
	case: NewCase;
	files: JudgedFile[];
	caseId: string;
	number: string;
	accessHash: Buffer;
	custodyId: string;
	entryId: string;
	auditId: string;
	at: Date;
	deadlines: NewDeadline[];
	/** When the person may expect the solution, and what the holder's inbox is ordered by first. */
	dueAt: Date;
	firstDueAt: Date;
};

/** What a key was used for: true when this statement opened the case, false when it had been opened before. */
export type Opened = { fresh: boolean; pemda: string; caseId: string; number: string; dueAt: Date };

/**
 * Everything a new case entails in one statement and so in one commit: the key, the case (its public face and the
 * counter follow by trigger), how to reach the person, custody, clocks, the first line of its file, attachments,
 * the event with its jobs, and the audit line. A key used before changes nothing and returns the case it made.
 */
export async function insertCase(db: Db, opening: Opening): Promise<Opened | undefined> {
	const { rows } = await db.query<Opened>({
		name: 'casework.open',
		text: openSql,
		values: openValues(opening),
	});
	return rows[0];
}

export const openSql = `
with fresh as (
	insert into casework.intake (key, pemda, case_id) values ($1, $2, $3) on conflict (key) do nothing returning 1
), opened as (
	insert into casework.case (pemda, id, number, class, title, body, subject, region, lat, lon, place, privacy, channel,
		lang, details, access_hash, holder_pemda, holder_office_id, reader_pemda, reader_offices, filed_at, due_at,
		changed_at, publication)
	select $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
		case when $18 = $2 then array[$2] else array[$2, $18] end, array[$19]::uuid[], $20, $21, $20, $22
	from fresh
), contact as (
	insert into casework.contact (pemda, case_id, name, email, phone)
	select $2, $3, $23, $24, $25 from fresh where $23 <> '' or $24 <> '' or $25 <> ''
), held as (
	insert into casework.custody (pemda, id, case_pemda, case_id, office_id, state, offered_at, offered_by, decided_at,
		decided_by, due_at, status, confidential, unpublished)
	select $18, $26, $2, $3, $19, 'held', $20, 'system:routing', $20, 'system:routing', $27, 'new', $13 = 'confidential',
		$22 = 'pending' from fresh
), clocks as (
	insert into casework.deadline (pemda, id, case_id, code, rule_id, amount, unit, legal_basis, calendar, started_at, due_at)
	select $2, d.id, $3, d.code, d.rule_id, d.amount, d.unit, d.legal_basis, d.calendar, $20, d.due_at
	from fresh, unnest($28::uuid[], $29::text[], $30::uuid[], $31::int[], $32::text[], $33::text[], $34::text[],
		$35::timestamptz[]) as d(id, code, rule_id, amount, unit, legal_basis, calendar, due_at)
), entry as (
	insert into casework.entry (pemda, id, case_id, at, kind, visibility, actor, office_pemda, office_id, detail)
	select $2, $36, $3, $20, 'filed', 'public', $37, $18, $19, jsonb_build_object('channel', $14::text) from fresh
), files as (
	insert into casework.attachment (pemda, id, case_id, entry_id, kind, purpose, sha256, thumb_sha256, original_sha256,
		content_type, size_bytes, width, height, taken_at, lat, lon, distance_m, phash, phash_bands, flags, added_at)
	select $2, a.id, $3, $36, a.kind, 'report', a.sha256, a.thumb_sha256, a.original_sha256, a.content_type, a.size_bytes,
		a.width, a.height, a.taken_at, a.lat, a.lon, a.distance_m, a.phash::bit(64), coalesce(a.phash_bands, '{}'), a.flags, $20
	from fresh, jsonb_to_recordset($38) as a(id uuid, kind text, sha256 text, thumb_sha256 text, original_sha256 text,
		content_type text, size_bytes bigint, width int, height int, taken_at timestamptz, lat float8, lon float8,
		distance_m int, phash text, phash_bands int[], flags text[])
), owned as (
	insert into casework.own (pemda, case_id, owner_id, since) select $2, $3, $41, $20 from fresh where $41::uuid is not null
), audit as (
	insert into platform.audit (pemda, id, actor, on_behalf_of, act, subject, origin)
	select $2, $39, $37, $42, 'casework/open-case', 'case:' || $3::uuid::text, $40 from fresh
), told as (
	select platform.announce($2, 'casework.opened', jsonb_build_object('pemda', $2::text, 'caseId', $3::uuid)) from fresh
)
select true as fresh, $2 as pemda, $3::uuid as "caseId", $4 as number, $21::timestamptz as "dueAt"
	from fresh left join told on true
union all
select false, p.pemda, p.case_id, p.number, p.due_at
from casework.intake i join casework.public_case p on p.pemda = i.pemda and p.case_id = i.case_id
where i.key = $1 and not exists (select from fresh)`;

export function openValues(opening: Opening): unknown[] {
	const { case: c, deadlines: d } = opening;
	return [
		...[c.key, c.pemda, opening.caseId, opening.number, c.class, c.title, c.body, c.subject, c.region],
		...[c.lat, c.lon, c.place, c.privacy, c.channel, c.lang, JSON.stringify(c.details), opening.accessHash],
		...[c.holder.pemda, c.holder.officeId, opening.at, opening.dueAt],
		c.privacy === 'confidential' ? 'never' : 'pending',
		...[c.contact.name, c.contact.email, c.contact.phone, opening.custodyId, opening.firstDueAt],
		d.map((clock) => clock.id),
		d.map((clock) => clock.code),
		d.map((clock) => clock.ruleId),
		d.map((clock) => clock.amount),
		d.map((clock) => clock.unit),
		d.map((clock) => clock.legalBasis),
		d.map((clock) => clock.calendar),
		d.map((clock) => clock.dueAt),
		...[
			opening.entryId,
			c.actor,
			JSON.stringify(opening.files.map(attachmentRow)),
			opening.auditId,
			c.origin,
			c.ownerId ?? null,
			c.onBehalfOf ?? null,
		],
	];
}

function attachmentRow(file: JudgedFile) {
	return {
		id: file.id,
		kind: file.kind,
		sha256: file.sha256,
		thumb_sha256: file.thumbSha256,
		original_sha256: file.originalSha256,
		content_type: file.contentType,
		size_bytes: file.sizeBytes,
		width: file.width,
		height: file.height,
		taken_at: file.takenAt,
		lat: file.lat,
		lon: file.lon,
		phash: file.phash,
		phash_bands: file.phashBands,
		distance_m: file.distanceM,
		flags: file.flags,
	};
}
