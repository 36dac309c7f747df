import { type Dice, idAt } from './dice.ts';
import type { InventedApplication } from './invent-application.ts';
import { at, type Value } from './rows.ts';

/** What an application leaves in each table, in the order of these columns. */
export const applicationColumns = {
	'casework.case': `pemda, id, number, class, title, body, subject, region, privacy, channel, details, access_hash, status,
		outcome, holder_pemda, holder_office_id, reader_pemda, reader_offices, filed_at, due_at, closed_at, changed_at,
		publication`,
	'casework.intake': 'key, pemda, case_id, at',
	'casework.own': 'pemda, case_id, owner_id, since',
	'casework.contact': 'pemda, case_id, name, email, phone',
	'casework.custody': `pemda, id, case_pemda, case_id, office_id, state, offered_at, offered_by, decided_at, decided_by,
		ended_at, due_at, status, confidential, unpublished`,
	'casework.entry': 'pemda, id, case_id, at, kind, visibility, actor, office_pemda, office_id, detail',
	'platform.audit': 'pemda, id, at, actor, act, subject, origin',
	'platform.event': 'pemda, at, type, payload',
	'applications.application': `pemda, id, number, service_id, version_hash, state, turn, entered_at, seq, home_office_id,
		holder_pemda, holder_office_id, reader_pemda, reader_offices, channel, lang, region, applicant_kind, applicant_id,
		applicant_name, filed_by, filed_at, due_at, promised_at, answers, outcome, ended_at`,
	'applications.event': `pemda, application_id, seq, at, kind, transition, from_state, to_state, actor, role, office_id,
		version_hash, key`,
	'applications.stay': `pemda, application_id, seq, service_id, state, kind, office_pemda, office_id, entered_at, due_at,
		left_at`,
	'applications.clock': `pemda, id, application_id, kind, state, working_days, calendar, started_at, due_at, paused_since,
		ended_at, fired_at`,
} as const;
export type ApplicationTable = keyof typeof applicationColumns;
export type ApplicationRows = Record<ApplicationTable, Value[][]>;

const officer = 'account:00000000-0000-7000-a000-000000000000';
const json = (value: unknown) => JSON.stringify(value).replaceAll('\\', '\\\\');

/** Everything the platform would have written for an application that came to where it stands. */
export function addApplication(rows: ApplicationRows, one: InventedApplication, now: number, by: Dice): void {
	const { id, spot, stops, filedAt, applicantId } = one;
	const { pemda, officeId, service } = spot;
	const last = stops.at(-1);
	if (!last) throw new Error('It stands nowhere');
	const isOver = last.state.kind === 'end';
	const [filed, entered, due] = [at(filedAt), at(last.enteredAt), at(last.dueAt ?? one.promisedAt)];
	const [ended, outcome] = isOver ? [entered, last.state.outcome ?? 'refused'] : [null, null];
	const status = isOver ? 'closed' : last.state.kind === 'applicant' ? 'waiting' : 'in-progress';
	const [owner, key] = [`account:${applicantId}`, `draft:${idAt(filedAt, by)}`];
	rows['casework.case'].push([
		...[
			pemda,
			id,
			one.number,
			'application',
			service.title,
			'',
			'office.service',
			spot.region,
			'confidential',
		],
		...[
			'web',
			json({ service: service.id }),
			`\\\\x${by.hex(64)}`,
			status,
			outcome,
			pemda,
			officeId,
			[pemda],
		],
		...[[officeId], filed, due, ended, entered, 'never'],
	]);
	rows['casework.intake'].push([`application ${key}`, pemda, id, filed]);
	rows['casework.own'].push([pemda, id, applicantId, filed]);
	rows['casework.contact'].push([pemda, id, one.applicantName, 'warga@example.org', '']);
	rows['casework.custody'].push([
		...[
			pemda,
			idAt(filedAt, by),
			pemda,
			id,
			officeId,
			isOver ? 'ended' : 'held',
			filed,
			'system:routing',
			filed,
		],
		...['system:routing', ended, due, status, true, false],
	]);
	rows['platform.audit'].push([
		...[pemda, idAt(filedAt, by), filed, owner, 'casework/open-case', `case:${id}`, '203.0.113.0/24'],
	]);
	rows['platform.event'].push([pemda, filed, 'applications.opened', JSON.stringify({ pemda, id })]);
	rows['applications.application'].push([
		...[
			pemda,
			id,
			one.number,
			service.id,
			service.hash,
			last.state.id,
			last.state.kind,
			entered,
			stops.length,
		],
		...[officeId, pemda, officeId, [], [officeId], 'web', 'id', spot.region, 'person', applicantId],
		...[
			one.applicantName,
			owner,
			filed,
			isOver ? null : due,
			at(one.promisedAt),
			json(one.answers),
			outcome,
			ended,
		],
	]);
	line(rows, one, filedAt, { kind: 'filed', detail: { channel: 'web' } }, by);
	for (const [n] of stops.entries()) addStop(rows, one, n, { owner, key }, by);
	addClock(rows, one, { kind: 'promise', started: filedAt, due: one.promisedAt, ended: isOver, now }, by);
}

function addStop(
	rows: ApplicationRows,
	one: InventedApplication,
	n: number,
	{ owner, key }: { owner: string; key: string },
	by: Dice,
): void {
	const { id, spot, stops } = one;
	const { pemda, officeId, service } = spot;
	const [before, stop] = [stops[n - 1], stops[n]];
	if (!stop) return;
	const { state, enteredAt, dueAt, leftAt } = stop;
	const entered = at(enteredAt);
	rows['applications.event'].push([
		...[
			pemda,
			id,
			n + 1,
			entered,
			before ? 'moved' : 'opened',
			before ? 'step' : null,
			before?.state.id ?? null,
		],
		...[state.id, before ? officer : owner, before ? 'officer' : 'applicant', before ? officeId : null],
		...[service.hash, before ? null : key],
	]);
	rows['applications.stay'].push([
		...[pemda, id, n + 1, service.id, state.id, state.kind, pemda, officeId, entered, at(dueAt), at(leftAt)],
	]);
	line(
		rows,
		one,
		enteredAt,
		{ kind: 'moved', detail: { state: state.label, next: state.next, id: state.id } },
		by,
	);
	if (dueAt !== null)
		rows['applications.clock'].push([
			...[
				pemda,
				idAt(enteredAt, by),
				id,
				'state',
				state.id,
				state.workingDays ?? 1,
				pemda,
				entered,
				at(dueAt),
			],
			// what ran out was fired; what stands now and is past its day too
			...[null, leftAt !== null && leftAt <= dueAt ? at(leftAt) : null, fired(stop)],
		]);
}

/** A term that was passed, and one that would be fired as soon as the platform starts. */
function fired({ dueAt, leftAt }: { dueAt: number | null; leftAt: number | null }): string | null {
	return dueAt !== null && (leftAt ?? Date.now()) > dueAt ? at(dueAt) : null;
}

type Promised = { kind: string; started: number; due: number; ended: boolean; now: number };

function addClock(rows: ApplicationRows, one: InventedApplication, clock: Promised, by: Dice): void {
	const { pemda } = one.spot;
	const isPast = !clock.ended && clock.due < clock.now;
	const state = one.stops[0]?.state.id ?? '';
	rows['applications.clock'].push([
		...[pemda, idAt(clock.started, by), one.id, clock.kind, state, one.spot.service.promiseDays, pemda],
		...[
			at(clock.started),
			at(clock.due),
			null,
			clock.ended ? at(clock.due) : null,
			isPast ? at(clock.due) : null,
		],
	]);
}

function line(
	rows: ApplicationRows,
	{ id, spot }: InventedApplication,
	moment: number,
	{ kind, detail }: { kind: string; detail: object },
	by: Dice,
): void {
	const visibility = kind === 'filed' ? 'public' : 'person';
	rows['casework.entry'].push([
		...[spot.pemda, idAt(moment, by), id, at(moment), kind, visibility, officer, spot.pemda, spot.officeId],
		json(detail),
	]);
}
