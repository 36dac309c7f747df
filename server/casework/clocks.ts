import { addWorkingDays, type Calendar, dayOf, dueWithPauses, workingDaysBetween } from '#platform/workdays';
import { getCalendar } from '#regions';
import type { Class } from './case.ts';
import { type ClockCode, type ClockRule, clockRules, getRule } from './clock-rules.ts';
import { dueAfter, planDeadlines } from './plan-deadlines.ts';
import {
	cancelDeadlines,
	insertDeadlines,
	meetDeadlines,
	pauseDeadlines,
	type RunningDeadline,
	refreshDue,
	replaceRule,
	resumeDeadline,
	selectPauses,
	selectRunning,
} from './store/deadlines.ts';
import type { Work } from './work-on-case.ts';

/**
 * Starts clocks now, under the rules in force today, counted in the calendar of the government that has to act: the one
 * that holds the case unless `pemda` names the one it is offered to.
 */
export async function startClocks(
	work: Work,
	codes: ClockCode[],
	of: { custodyId?: string; pemda?: string } = {},
): Promise<void> {
	const { tx, state, at } = work;
	const { pemda = state.holderPemda, ...custody } = of;
	const planned = await planDeadlines(codes, { class: state.class, pemda, startedAt: at });
	await insertDeadlines(tx, { pemda: state.pemda, caseId: state.id, ...custody }, planned);
	await refreshDue(tx, state.pemda, state.id);
}

export async function meetClocks({ tx, state, at }: Work, codes: ClockCode[]): Promise<void> {
	await meetDeadlines(tx, state.pemda, state.id, codes, at);
	await refreshDue(tx, state.pemda, state.id);
}

export async function stopClocks({ tx, state, at }: Work, codes: ClockCode[]): Promise<void> {
	await cancelDeadlines(tx, state.id, at, codes);
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

/**
 * Puts the running clocks under the rules of another class, each counted from its own first day with its pauses. Returns
 * when the case is to be solved by.
 */
export async function applyRulesOf(work: Work, wanted: Class): Promise<Date> {
	const { tx, state, at } = work;
	const [rules, pauses] = [await clockRules(), await selectPauses(tx, state.pemda, state.id)];
	let solveBy = state.dueAt;
	for (const clock of await selectRunning(tx, state.id)) {
		if (!ofTheOffice.includes(clock.code)) continue;
		const rule = getRule(rules, clock.code, wanted, clock.calendar, dayOf(clock.startedAt));
		const stood = pauses.filter((pause) => pause.deadlineId === clock.id);
		const dueAt = dueUnder(rule, clock.startedAt, await getCalendar(clock.calendar), stood);
		await replaceRule(tx, state.pemda, clock.id, rule, dueAt, at);
		if (clock.code === 'solve') solveBy = dueAt;
	}
	await refreshDue(tx, state.pemda, state.id);
	return solveBy;
}

const ofTheOffice: ClockCode[] = ['verify', 'follow-up', 'solve'];

function dueUnder(
	rule: ClockRule,
	startedAt: Date,
	calendar: Calendar,
	pauses: { from: Date; to: Date }[],
): Date {
	if (rule.unit === 'working-day')
		return dueWithPauses(startedAt, rule.amount, calendar, pauses) ?? startedAt;
	const stoodMs = pauses.reduce((sum, pause) => sum + pause.to.getTime() - pause.from.getTime(), 0);
	return new Date(dueAfter(startedAt, rule, calendar).getTime() + stoodMs);
}

async function dueAfterPause(clock: RunningDeadline, from: Date, to: Date): Promise<Date> {
	if (clock.unit !== 'working-day') return new Date(clock.dueAt.getTime() + (to.getTime() - from.getTime()));
	const calendar = await getCalendar(clock.calendar);
	return addWorkingDays(clock.dueAt, workingDaysBetween(from, to, calendar), calendar);
}
