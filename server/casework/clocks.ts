import { getCalendar } from '#regions';
import { addWorkingDays, workingDaysBetween } from '#platform/workdays';
import type { ClockCode } from './clock-rules.ts';
import { planDeadlines } from './plan-deadlines.ts';
import {
	cancelDeadlines,
	insertDeadlines,
	meetDeadlines,
	pauseDeadlines,
	refreshDue,
	type RunningDeadline,
	resumeDeadline,
	selectRunning,
} from './store/deadlines.ts';
import type { Work } from './work-on-case.ts';

/** Starts clocks now, under the rules in force today, counted in the calendar of the government that holds the case. */
export async function startClocks(work: Work, codes: ClockCode[], custodyId?: string): Promise<void> {
	const { tx, state, at } = work;
	const planned = await planDeadlines(codes, { class: state.class, pemda: state.holderPemda, startedAt: at });
	await insertDeadlines(tx, { pemda: state.pemda, caseId: state.id, ...(custodyId ? { custodyId } : {}) }, planned);
	await refreshDue(tx, state.pemda, state.id);
}

export async function meetClocks({ tx, state, at }: Work, codes: ClockCode[]): Promise<void> {
	await meetDeadlines(tx, state.id, codes, at);
	await refreshDue(tx, state.pemda, state.id);
}

export async function stopAllClocks({ tx, state, at }: Work): Promise<void> {
	await cancelDeadlines(tx, state.id, at);
}

/** The clocks of the office stand still while it waits for the person. */
export async function pauseClocks({ tx, state, at }: Work, reason: string): Promise<void> {
	await pauseDeadlines(tx, state.pemda, state.id, at, reason);
	await refreshDue(tx, state.pemda, state.id);
}

/** Runs them on, each later by the time it stood; the case's own due time moves with the clock to solve it. */
export async function resumeClocks(work: Work): Promise<void> {
	const { tx, state, at } = work;
	for (const clock of await selectRunning(tx, state.id)) {
		if (!clock.pausedSince) continue;
		const dueAt = await dueAfterPause(clock, clock.pausedSince, at);
		await resumeDeadline(tx, state.pemda, clock.id, dueAt, at);
		if (clock.code === 'solve') await work.change({ dueAt });
	}
	await refreshDue(tx, state.pemda, state.id);
}

async function dueAfterPause(clock: RunningDeadline, from: Date, to: Date): Promise<Date> {
	if (clock.unit !== 'working-day') return new Date(clock.dueAt.getTime() + (to.getTime() - from.getTime()));
	const calendar = await getCalendar(clock.calendar);
	return addWorkingDays(clock.dueAt, workingDaysBetween(from, to, calendar), calendar);
}
