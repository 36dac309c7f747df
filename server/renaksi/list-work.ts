import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { show } from './exact.ts';
import { bringerOf, desksOf, fenceOf, mayPlan } from './policy.ts';
import { pointsOf, type Requirement, requirementsOf } from './requirements.ts';
import { type Standing, standingsOf } from './score.ts';
import { type Action, selectActions } from './store/actions.ts';
import { type EvidenceWhole, selectEvidenceOf } from './store/evidence.ts';
import { type Plan, selectHappenings, selectPlans } from './store/plans.ts';

export type Task = {
	pemda: string;
	year: number;
	requirement: string;
	name: Requirement['document']['name'];
	areaName: Requirement['area']['name'];
	/** Points of the total, out of 100, with two decimals. */
	points: string;
	standing: Standing | undefined;
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
	return requirements.all.map((one) => {
		const action = actions.get(one.id);
		return {
			...{ pemda, year, requirement: one.id, name: one.document.name, areaName: one.area.name, action },
			points: show(pointsOf(one, requirements)),
			standing: standings.get(one.id),
			last: evidence.find(({ requirement }) => requirement === one.id),
			isMine: bringerOf(actor, pemda, action?.officeId) !== undefined,
			dueAt: action?.dueAt ?? new Date(framework.closesAt),
		};
	});
}

/** What somebody has to do first: rejected, missing, handed back; then what waits; then what is done. */
function weightOf({ standing, last, isMine }: Task): number {
	const state = last?.verdict?.kind === 'returned' ? 'returned' : (standing?.state ?? 'missing');
	const order = ['rejected', 'returned', 'missing', 'unverified', 'accepted'];
	return order.indexOf(state) + (isMine ? 0 : order.length);
}

/** The governments whose plan somebody may open or hand out. */
export function plannedBy(actor: Actor): string[] {
	return desksOf(actor).filter((pemda) => mayPlan(actor, pemda));
}
