import { newId } from '#platform/ids';
import {
	addWorkingDays,
	type Calendar,
	dayOf,
	isWorkingDay,
	startOf,
	workingDaysBetween,
} from '#platform/workdays';
import { getCalendar } from '#regions';
import type { Definition, Process, State } from '#services';
import { applicationRules } from './application-rules.ts';
import {
	type Clock,
	type ClockKind,
	endClocks,
	insertClock,
	pauseClocks,
	resumeClock,
	selectRunning,
} from './store/clocks.ts';
import type { Work } from './work.ts';

/** The term of the whole, before there is an application to hang it on. */
export async function promiseClock(definition: Pick<Definition, 'standard'>, pemda: string, at: Date) {
	const { dueAt, workingDays } = await promiseOf(definition, pemda, at);
	const id = newId();
	const clockOf = (app: { pemda: string; id: string; state: string }): Clock => ({
		...newClock(app, { kind: 'promise', state: app.state, workingDays, pemda, at, dueAt, daysBefore: null }),
		id,
	});
	return { id, dueAt, clockOf };
}

/** The day by whose end the whole is promised: working days of the service standard, in the calendar of who gives it. */
async function promiseOf(
	{ standard: { duration } }: Pick<Definition, 'standard'>,
	pemda: string,
	at: Date,
): Promise<{ dueAt: Date; workingDays: number }> {
	const calendar = await getCalendar(pemda);
	const workingDays =
		duration.unit === 'working-day' ? duration.amount : applicationRules.promiseFallbackWorkingDays;
	if (duration.unit !== 'day') return { dueAt: addWorkingDays(at, workingDays, calendar), workingDays };
	const lastDay = new Date(at.getTime() + duration.amount * dayMs);
	return { dueAt: addWorkingDays(lastDay, 0, calendar), workingDays: duration.amount };
}
const dayMs = 86_400_000;

/** Whether silence grants what waits in a state. */
export function isDeemed({ transitions }: Pick<Process, 'transitions'>, state: string): boolean {
	return transitions.some(({ from, on, deemed }) => on === 'expired' && deemed && from.includes(state));
}

/** Starts a term of working days from now; at its last millisecond it has run out. */
export async function startTerm(
	work: Work,
	kind: ClockKind,
	term: { state: string; workingDays: number; pemda: string; opinionId?: string },
): Promise<Date> {
	const { tx, app, at } = work;
	const dueAt = addWorkingDays(at, term.workingDays, await getCalendar(term.pemda));
	await insertClock(tx, newClock(app, { ...term, kind, at, dueAt, daysBefore: null }));
	return dueAt;
}

type NewClock = {
	kind: ClockKind;
	state: string;
	workingDays: number;
	pemda: string;
	opinionId?: string;
	at: Date;
	dueAt: Date;
	daysBefore: number | null;
};

function newClock(app: { pemda: string; id: string }, of: NewClock): Clock {
	return {
		...{ pemda: app.pemda, id: newId(), applicationId: app.id, kind: of.kind, state: of.state },
		...{ opinionId: of.opinionId ?? null, daysBefore: of.daysBefore, workingDays: of.workingDays },
		...{ calendar: of.pemda, startedAt: of.at, dueAt: of.dueAt, pausedSince: null },
	};
}

/** Warnings before the legal minute, each on the morning of its working day; those that have gone by are not given. */
export async function startWarnings(work: Work, state: State, dueAt: Date, pemda: string): Promise<void> {
	if (!isDeemed(work.process, state.id)) return;
	const calendar = await getCalendar(pemda);
	for (const daysBefore of applicationRules.warningWorkingDays) {
		const morning = startOf(workingDayBefore(dayOf(dueAt), daysBefore, calendar));
		if (morning <= work.at) continue;
		const of = { state: state.id, workingDays: daysBefore, pemda, at: work.at, dueAt: morning };
		await insertClock(work.tx, newClock(work.app, { ...of, kind: 'warning', daysBefore }));
	}
}

/** The n-th working day before a day; 0 is the day itself. */
export function workingDayBefore(day: string, days: number, calendar: Calendar): string {
	let before = day;
	for (let counted = 0; counted < days; ) {
		before = dayOf(new Date(startOf(before).getTime() - 1));
		if (isWorkingDay(before, calendar)) counted++;
	}
	return before;
}

/** Terms of the office stand still from now: the applicant has it. Their promise too. */
export async function pauseTerms(work: Work): Promise<void> {
	const { tx, app, at } = work;
	const running = await selectRunning(tx, app.pemda, app.id);
	const still = running.filter(({ kind }) => kind === 'state' || kind === 'promise');
	await pauseClocks(tx, app.pemda, idsOf(still), at);
	// Warnings follow the new end of the term they warn of.
	await endClocks(tx, app.pemda, idsOf(running.filter(({ kind }) => kind === 'warning')), at);
}

/** Ends the terms of a state that is left for good: all but the promise. */
export async function endTerms(work: Work, also: ClockKind[] = []): Promise<void> {
	const { tx, app, at } = work;
	const running = await selectRunning(tx, app.pemda, app.id);
	const ended = running.filter(({ kind }) => kind !== 'promise' || also.includes(kind));
	await endClocks(tx, app.pemda, idsOf(ended), at);
}

/**
 * The promise runs on after the applicant's turn, and the term of the state they come back to, each later by the working
 * days it stood still. Other terms that stood still end. Returns the new end of the state's term, if it had one.
 */
export async function resumeTerms(work: Work, state: string): Promise<Date | undefined> {
	const { tx, app, at } = work;
	let dueAt: Date | undefined;
	for (const clock of await selectRunning(tx, app.pemda, app.id)) {
		if (!clock.pausedSince) continue;
		if (clock.kind === 'state' && clock.state !== state) {
			await endClocks(tx, app.pemda, [clock.id], at);
			continue;
		}
		const end = await endAfterPause(clock, clock.pausedSince, at);
		await resumeClock(tx, clock, end, at);
		if (clock.kind === 'promise') app.promisedAt = end;
		else dueAt = end;
	}
	return dueAt;
}

async function endAfterPause(clock: Clock, from: Date, to: Date): Promise<Date> {
	const calendar = await getCalendar(clock.calendar);
	return addWorkingDays(clock.dueAt, workingDaysBetween(from, to, calendar), calendar);
}

function idsOf(clocks: Clock[]): string[] {
	return clocks.map(({ id }) => id);
}
