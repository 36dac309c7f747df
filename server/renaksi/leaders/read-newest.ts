import { now } from '#platform/clock';
import { db } from '#platform/db';
import type { Standing } from '../score/score.ts';
import { type Action, selectActions } from '../store/actions.ts';
import { type Plan, selectNewestPlan, selectStandings } from '../store/plans.ts';

/** A government's newest plan as it stands now: how each document does, and who brings it. */
export type Newest = {
	plan: Plan;
	standings: Map<string, Standing>;
	actions: Map<string, Action>;
	at: Date;
};

export async function readNewest(pemda: string): Promise<Newest | undefined> {
	const at = now();
	const plan = await selectNewestPlan(db, pemda);
	if (!plan) return undefined;
	const [standings, actions] = await Promise.all([
		selectStandings(db, pemda, plan.year, at),
		selectActions(db, pemda, plan.year),
	]);
	return { plan, standings, actions, at };
}
