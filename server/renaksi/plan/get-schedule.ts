import { now } from '#platform/clock';
import { db } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { lastMoment } from '../framework/framework.ts';
import { pointsOf, requirementsOf } from '../framework/requirements.ts';
import { readRules } from '../rules.ts';
import { show } from '../score/exact.ts';
import type { Standing } from '../score/score.ts';
import { type Action, selectActions } from '../store/actions.ts';
import { type Plan, selectPlan, selectStandings } from '../store/plans.ts';
import type { PlanRef } from './read-plan.ts';

export type Schedule = {
	months: {
		/** YYYY-MM. */
		month: string;
		count: number;
		/** Not handed in, rejected or handed back. */
		open: number;
		late: number;
		/** Of what is open, out of 100, with two decimals. */
		points: string;
		/** So much of what is open falls due in this month that it will not be done well. */
		isCrowded: boolean;
	}[];
	/** Open documents that no office was given: they fall due on the last day. */
	unassigned: number;
	/** The last day on which anything is taken, YYYY-MM-DD. */
	lastDay: string;
	crowdedPercent: number;
};

/** What falls due month by month in a plan; who brings what by when is public. Undefined without such a plan. */
export async function getSchedule({ pemda, year }: PlanRef): Promise<Schedule | undefined> {
	const plan = await selectPlan(db, pemda, year);
	if (!plan) return undefined;
	const at = now();
	const [standings, actions] = await Promise.all([
		selectStandings(db, pemda, year, at),
		selectActions(db, pemda, year),
	]);
	return scheduleOf(plan, { standings, actions, at });
}

type Known = { standings: Map<string, Standing>; actions: Map<string, Action>; at: Date };

/** The same of a plan whose documents were read. */
export async function scheduleOf({ framework }: Plan, { standings, actions, at }: Known): Promise<Schedule> {
	const { crowdedPercent } = (await readRules()).schedule;
	const requirements = requirementsOf(framework);
	const end = lastMoment(framework);
	const lines = requirements.all.map((one) => {
		const dueAt = actions.get(one.id)?.dueAt ?? end;
		const state = standings.get(one.id)?.state ?? 'missing';
		const isOpen = state === 'missing' || state === 'rejected';
		const month = dayOf(dueAt).slice(0, 7);
		return { month, isOpen, isLate: isOpen && dueAt < at, units: one.units, id: one.id };
	});
	const open = lines.filter(({ isOpen }) => isOpen);
	const months = [...Map.groupBy(lines, ({ month }) => month)].map(([month, some]) => {
		const left = some.filter(({ isOpen }) => isOpen);
		return {
			...{ month, count: some.length, open: left.length },
			late: some.filter(({ isLate }) => isLate).length,
			points: show(pointsOf({ units: left.reduce((all, { units }) => all + units, 0n) }, requirements)),
			isCrowded: left.length > 0 && left.length * 100 >= open.length * crowdedPercent,
		};
	});
	return {
		months: months.sort((a, b) => (a.month < b.month ? -1 : 1)),
		unassigned: open.filter(({ id }) => !actions.has(id)).length,
		lastDay: dayOf(end),
		crowdedPercent,
	};
}
