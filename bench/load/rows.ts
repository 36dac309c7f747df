import { type Dice, idAt } from './dice.ts';
import type { Invented } from './invent-case.ts';

export type Value = string | number | boolean | null | string[];
/** What a case leaves in each table, in the order of `columns`. */
export type Rows = Record<keyof typeof columns, Value[][]>;

export const columns = {
	case: `pemda, id, number, class, title, body, subject, region, lat, lon, privacy, channel, access_hash, status, outcome,
		holder_pemda, holder_office_id, reader_pemda, reader_offices, escalation, filed_at, due_at, answered_at, closed_at,
		changed_at, published_title, published_body, publication`,
	intake: 'key, pemda, case_id, at',
	contact: 'pemda, case_id, name, email, phone',
	custody: `pemda, id, case_pemda, case_id, office_id, state, offered_at, offered_by, decided_at, decided_by, ended_at, due_at,
		status, confidential, unpublished, climbed_to`,
	deadline: `pemda, id, case_id, code, rule_id, amount, unit, legal_basis, calendar, started_at, due_at, met_at, fired_at`,
	entry: 'pemda, id, case_id, at, kind, visibility, actor, office_pemda, office_id, body, detail',
	closure: `pemda, id, case_id, answered_at, answered_by, office_pemda, office_id, confirmed_at, disputed_at, closed_at`,
	rating: 'pemda, case_id, at, office_pemda, office_id, u1, u2, u3',
	audit: 'pemda, id, at, actor, act, subject, origin',
	event: 'pemda, at, type, payload',
} as const;

const dayMs = 86_400_000;
const days = new Map<number, string>();
const seconds = Array.from({ length: 86_400 }, (_, n) => new Date(n * 1000).toISOString().slice(11, 19));

/** To the second: millions are written. */
export function at(moment: number | null): string | null {
	if (moment === null) return null;
	const day = Math.floor(moment / dayMs);
	let date = days.get(day);
	if (date === undefined) {
		date = new Date(day * dayMs).toISOString().slice(0, 10);
		days.set(day, date);
	}
	return `${date} ${seconds[Math.floor((moment - day * dayMs) / 1000)]}Z`;
}

const system = 'system:routing';
const hour = 3_600_000;

/** Everything the platform would have written for a case that came to where it stands. */
export function addRows(rows: Rows, one: Invented, ruleId: string, now: number, by: Dice): void {
	const { pemda, id, officeId, filedAt, answeredAt, closedAt } = one;
	const filed = at(filedAt);
	const office = [pemda, officeId];
	const changed = closedAt ?? answeredAt ?? Math.min(now, filedAt + 26 * hour);
	const publication = one.privacy === 'confidential' ? 'never' : one.published ? 'published' : 'pending';
	rows.case.push([
		...[pemda, id, one.number, one.class, one.title, one.body, one.subject, one.region],
		...[
			1 + by.draw() * 3,
			98 + by.draw() * 2,
			one.privacy,
			'web',
			`\\\\x${by.hex(64)}`,
			one.status,
			one.outcome,
		],
		...[...office, [pemda], [officeId], one.escalation, filed, at(one.dueAt), at(answeredAt), at(closedAt)],
		...[at(changed), one.published ? one.title : null, one.published ? one.body : null, publication],
	]);
	rows.intake.push([`api:${by.hex(32)}`, pemda, id, filed]);
	if (one.privacy !== 'anonymous') rows.contact.push([pemda, id, 'Warga Rekaan', 'warga@example.org', '']);
	const rung = one.ladder[one.escalation - 1];
	rows.custody.push([
		...[
			pemda,
			idAt(filedAt, by),
			pemda,
			id,
			officeId,
			closedAt === null ? 'held' : 'ended',
			filed,
			system,
			filed,
		],
		...[system, at(closedAt), at(one.firstDueAt), one.status, one.privacy === 'confidential'],
		...[publication === 'pending', rung ? `${rung.role} ${rung.pemda} ${rung.officeId}` : null],
	]);
	addClocks(rows, one, ruleId, now, by);
	addLines(rows, one, by);
	rows.audit.push([
		pemda,
		idAt(filedAt, by),
		filed,
		'anonymous',
		'casework/open-case',
		`case:${id}`,
		'203.0.113.0/24',
	]);
	rows.event.push([pemda, filed, 'casework.opened', JSON.stringify({ pemda, caseId: id })]);
}

function addClocks(rows: Rows, one: Invented, ruleId: string, now: number, by: Dice): void {
	const { pemda, id, filedAt, answeredAt } = one;
	const clock = (code: string, dueAt: number, metAt: number | null) =>
		rows.deadline.push([
			...[pemda, idAt(filedAt, by), id, code, ruleId, 5, 'working-day', 'Permenpan RB 62/2018', pemda],
			...[at(filedAt), at(dueAt), at(metAt), metAt === null && dueAt < now ? at(dueAt) : null],
		]);
	clock('verify', filedAt + 5 * 24 * hour, one.status === 'new' ? null : filedAt + 20 * hour);
	clock('solve', one.dueAt, answeredAt);
	if (one.privacy !== 'confidential')
		clock('moderate', filedAt + 48 * hour, one.published ? filedAt + 30 * hour : null);
	if (one.status === 'answered' && answeredAt) clock('auto-close', answeredAt + 14 * 24 * hour, null);
}

function addLines(rows: Rows, one: Invented, by: Dice): void {
	const { pemda, id, officeId, filedAt, answeredAt, closedAt } = one;
	const line = (moment: number, kind: string, visibility: string, body = '', detail: object = {}) =>
		rows.entry.push([
			...[pemda, idAt(moment, by), id, at(moment), kind, visibility, kind === 'filed' ? 'anonymous' : system],
			...[pemda, officeId, body, JSON.stringify(detail)],
		]);
	line(filedAt, 'filed', 'public', '', { channel: 'web' });
	if (one.status !== 'new') line(filedAt + 20 * hour, 'verified', 'public');
	for (const rung of one.ladder.slice(0, one.escalation))
		line(one.dueAt, 'escalated', 'public', '', { role: rung.role, pemda: rung.pemda, office: rung.officeId });
	if (answeredAt === null) return;
	line(answeredAt, 'answer', 'public', 'Sudah kami kerjakan.');
	const disputedAt = one.status === 'disputed' ? answeredAt + 5 * hour : null;
	if (disputedAt !== null) line(disputedAt, 'disputed', 'public', 'Belum selesai.');
	if (closedAt !== null) line(closedAt, 'closed', 'public');
	rows.closure.push([
		...[pemda, idAt(answeredAt, by), id, at(answeredAt), system, pemda, officeId],
		...[one.outcome === 'confirmed' ? at(closedAt) : null, at(disputedAt), at(closedAt)],
	]);
	if (closedAt !== null && by.pick(20) === 0)
		rows.rating.push([pemda, id, at(closedAt), pemda, officeId, 3, 4, 3]);
}

export function emptyRows(): Rows {
	return {
		...{ case: [], intake: [], contact: [], custody: [], deadline: [], entry: [], closure: [], rating: [] },
		...{ audit: [], event: [] },
	};
}

/** A row as COPY reads it. No text invented here holds a tab, a line break or a backslash but those meant. */
export function copyLine(row: Value[]): string {
	const cells = row.map((value) => {
		if (value === null) return '\\N';
		return Array.isArray(value) ? `{${value.join(',')}}` : String(value);
	});
	return `${cells.join('\t')}\n`;
}
