import { type Db, db } from '#platform/db';
import type { Class, Outcome, Status } from '../case.ts';

export type PublicEntry = {
	at: Date;
	kind: string;
	body: string;
	officePemda: string | null;
	officeId: string | null;
	detail: Record<string, unknown>;
};

export type PublicPhoto = {
	sha256: string;
	thumbSha256: string | null;
	purpose: string;
	contentType: string;
	kind: string;
};

/** What anybody may see of a case. `title` and `body` are null until they were moderated. */
export type PublicCase = {
	pemda: string;
	caseId: string;
	number: string;
	listed: boolean;
	class: Class;
	title: string | null;
	body: string | null;
	subject: string;
	region: string;
	lat: number | null;
	lon: number | null;
	status: Status;
	outcome: Outcome | null;
	holderPemda: string;
	holderOfficeId: string;
	channel: string;
	filedAt: Date;
	dueAt: Date;
	answeredAt: Date | null;
	closedAt: Date | null;
	changedAt: Date;
	disputes: number;
	reopenings: number;
};

export type PublicCaseFile = PublicCase & { entries: PublicEntry[]; photos: PublicPhoto[] };

export const publicColumns = `p.pemda, p.case_id as "caseId", p.number, p.listed, p.class, p.title, p.body, p.subject,
	p.region, p.lat, p.lon, p.status, p.outcome, p.holder_pemda as "holderPemda", p.holder_office_id as "holderOfficeId",
	p.channel, p.filed_at as "filedAt", p.due_at as "dueAt", p.answered_at as "answeredAt", p.closed_at as "closedAt",
	p.changed_at as "changedAt", p.disputes, p.reopenings`;

type Row = PublicCase & { entries: (Omit<PublicEntry, 'at'> & { at: string })[]; photos: PublicPhoto[] };

/** One case by its number with its public timeline and photos: one round trip, two index look-ups. */
export async function selectPublicCase(
	pemda: string,
	number: string,
	on: Db = db,
): Promise<PublicCaseFile | undefined> {
	const { rows } = await on.query<Row>({
		name: 'casework.public-case',
		text: oneSql,
		values: [pemda, number],
	});
	const row = rows[0];
	return row && { ...row, entries: row.entries.map((entry) => ({ ...entry, at: new Date(entry.at) })) };
}

const oneSql = `
select ${publicColumns},
	(select coalesce(json_agg(json_build_object('at', e.at, 'kind', e.kind, 'body', e.body, 'officePemda', e.office_pemda,
			'officeId', e.office_id, 'detail', e.detail) order by e.at, e.id), '[]')
		from casework.entry e where e.case_id = p.case_id and e.visibility = 'public') as entries,
	(select coalesce(json_agg(json_build_object('sha256', a.sha256, 'thumbSha256', a.thumb_sha256, 'purpose', a.purpose,
			'contentType', a.content_type, 'kind', a.kind) order by a.added_at, a.id), '[]')
		from casework.attachment a where a.case_id = p.case_id and a.published_at is not null) as photos
from casework.public_case p where p.pemda = $1 and p.number = $2`;
