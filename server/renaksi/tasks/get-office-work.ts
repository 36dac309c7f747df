import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import type { Words } from '../framework/framework.ts';
import { pointsOf, requirementsOf } from '../framework/requirements.ts';
import { fenceOf, officesOf } from '../policy.ts';
import { show, sum } from '../score/exact.ts';
import { type OpenAction, selectOpenActions } from '../store/actions.ts';
import type { TaskState } from './list-tasks.ts';

/** What an office still has to bring, for the inbox of those who sit there. */
export type OfficeWork = {
	late: number;
	/** What all of it is worth, out of 100, with two decimals. */
	points: string;
	/** The nearest last day that has not passed; undefined where all have. */
	nearest: Date | undefined;
	/** Rejected and handed back first, then by last day. */
	lines: {
		pemda: string;
		year: number;
		requirement: string;
		name: Words;
		state: TaskState;
		points: string;
		dueAt: Date;
		reason: string;
		missing: string;
	}[];
};

/** The documents given to the offices where somebody holds a post, not handed in, rejected or handed back. Undefined without any. */
export async function getOfficeWork(actor: Actor): Promise<OfficeWork | undefined> {
	const offices = officesOf(actor);
	if (offices.length === 0) return undefined;
	const governments = [...new Set(offices.map(({ pemda }) => pemda))];
	const ids = offices.map(({ officeId }) => officeId);
	const at = now();
	const found = await withScope(fenceOf(actor), (tx) => selectOpenActions(tx, governments, ids));
	const open = found.filter(({ plan }) => new Date(plan.framework.closesAt) > at);
	if (open.length === 0) return undefined;
	const lines = open.map(lineOf);
	return {
		late: open.filter(({ dueAt }) => dueAt < at).length,
		points: show(sum(lines.map(({ worth }) => worth))),
		nearest: open.find(({ dueAt }) => dueAt >= at)?.dueAt,
		lines: lines
			.map(({ worth, ...line }) => ({ ...line, points: show(worth) }))
			.sort((a, b) => Number(a.state === 'missing') - Number(b.state === 'missing')),
	};
}

function lineOf({ plan, requirement, dueAt, kind, reason, missing }: OpenAction) {
	const requirements = requirementsOf(plan.framework);
	const one = requirements.all.find(({ id }) => id === requirement);
	if (!one) throw new Error(`${requirement} is given to an office, and no framework asks for it`);
	const state: TaskState = kind === undefined ? 'missing' : kind === 'returned' ? 'returned' : 'rejected';
	const { pemda, year } = plan;
	const worth = pointsOf(one, requirements);
	return { pemda, year, requirement, name: one.document.name, state, dueAt, reason, missing, worth };
}
