import { type ApplicationRows, json } from './application-tables.ts';
import { type Dice, idAt } from './dice.ts';
import type { InventedApplication } from './invent-application.ts';
import { at } from './rows.ts';

const officer = 'account:00000000-0000-7000-a000-000000000000';

/** One visit of a state: the event that led there, its stay, its term, and the line in the file. */
export function addStop(
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
	addLine(
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
			...[null, leftAt !== null && leftAt <= dueAt ? at(leftAt) : null, fired(stop)],
		]);
}

/** When a term that was passed fired: also of what still stands there, so that the platform does not begin with all of them. */
function fired({ dueAt, leftAt }: { dueAt: number | null; leftAt: number | null }): string | null {
	return dueAt !== null && (leftAt ?? Date.now()) > dueAt ? at(dueAt) : null;
}

type Promised = { started: number; due: number; ended: boolean; now: number };

/** The term of the whole. */
export function addPromise(rows: ApplicationRows, one: InventedApplication, clock: Promised, by: Dice): void {
	const { pemda } = one.spot;
	const isPast = !clock.ended && clock.due < clock.now;
	const state = one.stops[0]?.state.id ?? '';
	rows['applications.clock'].push([
		...[pemda, idAt(clock.started, by), one.id, 'promise', state, one.spot.service.promiseDays, pemda],
		...[
			at(clock.started),
			at(clock.due),
			null,
			clock.ended ? at(clock.due) : null,
			isPast ? at(clock.due) : null,
		],
	]);
}

export function addLine(
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
