import type { Tx } from '#platform/db';
import type { CaseState } from '../case.ts';

export type CaseEntry = {
	id: string;
	at: Date;
	kind: string;
	visibility: 'public' | 'person' | 'internal';
	actor: string;
	actorName: string;
	officePemda: string | null;
	officeId: string | null;
	body: string;
	detail: Record<string, unknown>;
};
export type CaseAttachment = {
	id: string;
	entryId: string | null;
	kind: string;
	purpose: string;
	sha256: string;
	thumbSha256: string | null;
	contentType: string;
	sizeBytes: number;
	takenAt: Date | null;
	lat: number | null;
	lon: number | null;
	distanceM: number | null;
	flags: string[];
	addedAt: Date;
	publishedAt: Date | null;
};
export type CaseCustody = {
	pemda: string;
	officeId: string;
	state: string;
	fromPemda: string | null;
	fromOfficeId: string | null;
	reason: string;
	offeredAt: Date;
	decidedAt: Date | null;
	refusal: string | null;
	endedAt: Date | null;
	assigneeId: string | null;
	dueAt: Date;
};
export type CaseClock = {
	code: string;
	legalBasis: string;
	amount: number;
	unit: string;
	startedAt: Date;
	dueAt: Date;
	pausedSince: Date | null;
	metAt: Date | null;
	firedAt: Date | null;
};
export type CaseTask = { id: string; text: string; dueOn: string | null; addedAt: Date; doneAt: Date | null };

export type CaseText = {
	title: string;
	body: string;
	place: string;
	lat: number | null;
	lon: number | null;
	channel: string;
	lang: 'id' | 'en';
	details: Record<string, unknown>;
	publishedTitle: string | null;
	publishedBody: string | null;
	answeredAt: Date | null;
	closedAt: Date | null;
	outcome: string | null;
	contact: { name: string; email: string; phone: string } | null;
};

export type WholeFile = CaseState &
	CaseText & {
		entries: CaseEntry[];
		attachments: CaseAttachment[];
		custody: CaseCustody[];
		clocks: CaseClock[];
		tasks: CaseTask[];
		seenBy: { name: string; at: Date }[];
		mergedInto: string | null;
		rated: boolean;
	};

/** The rest of a case beside its state, in one round trip; rows the scope hides are not in it. */
export async function selectFile(tx: Tx, state: CaseState): Promise<WholeFile> {
	const { rows } = await tx.query<CaseText & Record<string, unknown>>({
		name: 'casework.file',
		text: fileSql,
		values: [state.pemda, state.id],
	});
	const [row] = rows;
	if (!row) throw new Error('The case vanished while it was read');
	// json carries dates as text; each list is told which of its columns are dates
	const list = <T>(name: string, dates: string[]) =>
		(Array.isArray(row[name]) ? row[name] : []).map((item) => withDates<T>(Object(item), dates));
	return {
		...state,
		...row,
		entries: list<CaseEntry>('entries', ['at']),
		attachments: list<CaseAttachment>('attachments', ['takenAt', 'addedAt', 'publishedAt']),
		custody: list<CaseCustody>('custody', ['offeredAt', 'decidedAt', 'endedAt', 'dueAt']),
		clocks: list<CaseClock>('clocks', ['startedAt', 'dueAt', 'pausedSince', 'metAt', 'firedAt']),
		tasks: list<CaseTask>('tasks', ['addedAt', 'doneAt']),
		seenBy: list<{ name: string; at: Date }>('seenBy', ['at']),
		mergedInto: typeof row.mergedInto === 'string' ? row.mergedInto : null,
		rated: row.rated === true,
	};
}

function withDates<T>(item: Record<string, unknown>, dates: string[]): T {
	for (const name of dates) if (typeof item[name] === 'string') item[name] = new Date(item[name]);
	return item as T; // the shape the statement below builds
}

const fileSql = `
select c.title, c.body, c.place, c.lat, c.lon, c.channel, c.lang, c.details, c.published_title as "publishedTitle",
	c.published_body as "publishedBody", c.answered_at as "answeredAt", c.closed_at as "closedAt", c.outcome,
	(select json_build_object('name', k.name, 'email', k.email, 'phone', k.phone) from casework.contact k
		where k.pemda = c.pemda and k.case_id = c.id) as contact,
	(select json_agg(json_build_object('id', e.id, 'at', e.at, 'kind', e.kind, 'visibility', e.visibility, 'actor', e.actor,
			'actorName', e.actor_name, 'officePemda', e.office_pemda, 'officeId', e.office_id, 'body', e.body, 'detail', e.detail)
			order by e.at, e.id)
		from casework.entry e where e.case_id = c.id) as entries,
	(select json_agg(json_build_object('id', a.id, 'entryId', a.entry_id, 'kind', a.kind, 'purpose', a.purpose,
			'sha256', a.sha256, 'thumbSha256', a.thumb_sha256, 'contentType', a.content_type, 'sizeBytes', a.size_bytes,
			'takenAt', a.taken_at, 'lat', a.lat, 'lon', a.lon, 'distanceM', a.distance_m, 'flags', a.flags,
			'addedAt', a.added_at, 'publishedAt', a.published_at) order by a.added_at, a.id)
		from casework.attachment a where a.case_id = c.id) as attachments,
	(select json_agg(json_build_object('pemda', u.pemda, 'officeId', u.office_id, 'state', u.state, 'fromPemda', u.from_pemda,
			'fromOfficeId', u.from_office_id, 'reason', u.reason, 'offeredAt', u.offered_at, 'decidedAt', u.decided_at,
			'refusal', u.refusal, 'endedAt', u.ended_at, 'assigneeId', u.assignee_id, 'dueAt', u.due_at) order by u.offered_at)
		from casework.custody u where u.case_id = c.id) as custody,
	(select json_agg(json_build_object('code', d.code, 'legalBasis', d.legal_basis, 'amount', d.amount, 'unit', d.unit,
			'startedAt', d.started_at, 'dueAt', d.due_at, 'pausedSince', d.paused_since, 'metAt', d.met_at, 'firedAt', d.fired_at)
			order by d.due_at)
		from casework.deadline d where d.case_id = c.id and d.cancelled_at is null) as clocks,
	(select json_agg(json_build_object('id', t.id, 'text', t.text, 'dueOn', t.due_on, 'addedAt', t.added_at, 'doneAt', t.done_at)
			order by t.added_at)
		from casework.task t where t.case_id = c.id) as tasks,
	(select json_agg(json_build_object('name', s.account_name, 'at', s.last_at) order by s.last_at desc)
		from casework.seen s where s.case_id = c.id) as "seenBy",
	(select i.number from casework.merge m join casework.public_case i on i.pemda = m.into_pemda and i.case_id = m.into_case_id
		where m.case_id = c.id and m.undone_at is null limit 1) as "mergedInto",
	exists (select from casework.rating r where r.pemda = c.pemda and r.case_id = c.id) as rated
from casework.case c where c.pemda = $1 and c.id = $2`;
