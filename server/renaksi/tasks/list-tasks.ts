import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import type { Words } from '../framework/framework.ts';
import { pointsOf, requirementsOf } from '../framework/requirements.ts';
import { bringerOf, desksOf, fenceOf } from '../policy.ts';
import { show } from '../score/exact.ts';
import { type Standing, type State, standingsOf } from '../score/score.ts';
import { type Action, selectActions } from '../store/actions.ts';
import { type EvidenceWhole, selectEvidenceOf } from '../store/evidence.ts';
import { type Plan, selectHappenings, selectPlans } from '../store/plans.ts';

export type TaskState = State | 'returned';
export type Task = {
	pemda: string;
	year: number;
	requirement: string;
	name: Words;
	areaId: string;
	areaName: Words;
	/** Points of the total, out of 100, with two decimals. */
	points: string;
	standing: Standing | undefined;
	state: TaskState;
	action: Action | undefined;
	/** The newest evidence, with why it was rejected. */
	last: EvidenceWhole | undefined;
	/** Whether the actor may hand evidence in now. */
	isMine: boolean;
	dueAt: Date;
};

/** The documents of one's own governments' open plans: what is missing or rejected first, by what it is worth. */
export async function listTasks(actor: Actor): Promise<Task[]> {
	const pemda = desksOf(actor);
	if (pemda.length === 0) return [];
	return withScope(fenceOf(actor), async (tx) => {
		const plans = (await selectPlans(tx, pemda)).filter((plan) => plan.closedAt === null);
		const tasks: Task[] = [];
		for (const plan of plans) {
			const of = { pemda: plan.pemda, year: plan.year };
			const standings = standingsOf(await selectHappenings(tx, plan.pemda, plan.year, now()));
			const actions = await selectActions(tx, plan.pemda, plan.year);
			const evidence = await selectEvidenceOf(tx, of);
			tasks.push(...tasksOf(actor, plan, { standings, actions, evidence }));
		}
		return tasks.sort((a, b) => weightOf(a) - weightOf(b) || Number(b.points) - Number(a.points));
	});
}

type Known = { standings: Map<string, Standing>; actions: Map<string, Action>; evidence: EvidenceWhole[] };

function tasksOf(
	actor: Actor,
	{ pemda, year, framework }: Plan,
	{ standings, actions, evidence }: Known,
): Task[] {
	const requirements = requirementsOf(framework);
	const newest = new Map(evidence.toReversed().map((one) => [one.requirement, one]));
	return requirements.all.map((one) => {
		const [action, last, standing] = [actions.get(one.id), newest.get(one.id), standings.get(one.id)];
		return {
			...{ pemda, year, requirement: one.id, name: one.document.name, action, last, standing },
			...{ areaId: one.area.id, areaName: one.area.name },
			points: show(pointsOf(one, requirements)),
			state: last?.verdict?.kind === 'returned' ? 'returned' : (standing?.state ?? 'missing'),
			isMine: bringerOf(actor, pemda, action?.officeId) !== undefined,
			dueAt: action?.dueAt ?? new Date(framework.closesAt),
		};
	});
}

/** What somebody has to do first: rejected, missing, handed back; then what waits; then what is done. */
function weightOf({ state, isMine }: Task): number {
	const order: TaskState[] = ['rejected', 'returned', 'missing', 'unverified', 'accepted'];
	return order.indexOf(state) + (isMine ? 0 : order.length);
}

export const taskViews = ['todo', 'waiting', 'accepted', 'all'] as const;
export type TaskView = (typeof taskViews)[number];
export const taskOrders = ['first', 'points', 'due', 'name'] as const;
export type TaskFilter = {
	/** One's own that are to be done, that wait, that are accepted; or everything one's government has to bring. */
	view: TaskView;
	/** Words in the names of document and area, in either language. */
	q?: string | undefined;
	area?: string | undefined;
	year?: number | undefined;
	/** An office's id; 'none' for documents that nobody was given. */
	office?: string | undefined;
	/** As listed: what is rejected or missing first, by what it is worth. */
	order?: (typeof taskOrders)[number] | undefined;
};

/** What a list holds for a filter, in its order, and how many each view holds within the other filters. Pure. */
export function filterTasks(tasks: readonly Task[], filter: TaskFilter, lang: keyof Words) {
	const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	const fitting = tasks.filter(
		(task) =>
			(!filter.area || task.areaId === filter.area) &&
			(!filter.year || task.year === filter.year) &&
			(!filter.office || (task.action?.officeId ?? 'none') === filter.office) &&
			words.every((word) => searched(task).includes(word)),
	);
	const counts = Object.fromEntries(
		taskViews.map((view) => [view, fitting.filter((task) => isIn(view, task)).length]),
	) as Record<TaskView, number>; // one for each view
	const rows = fitting.filter((task) => isIn(filter.view, task));
	if (filter.order === 'points') rows.sort((a, b) => Number(b.points) - Number(a.points));
	if (filter.order === 'due') rows.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
	if (filter.order === 'name') rows.sort((a, b) => a.name[lang].localeCompare(b.name[lang], lang));
	return { rows, counts };
}

const searched = ({ name, areaName }: Task) =>
	[name.id, name.en, areaName.id, areaName.en].join(' ').toLowerCase();

function isIn(view: TaskView, { isMine, state }: Task): boolean {
	if (view === 'all') return true;
	if (!isMine) return false;
	if (view === 'waiting') return state === 'unverified';
	return view === 'accepted' ? state === 'accepted' : state !== 'unverified' && state !== 'accepted';
}
