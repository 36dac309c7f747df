import type { Actor } from '#identity';
import { db } from '#platform/db';
import { mayPlan } from '../policy.ts';
import { type Batch, selectBatches } from '../store/actions.ts';
import type { PlanRef } from './read-plan.ts';

const most = 20;

/** What secretaries gave out in a plan of theirs, the newest first: each may be taken back while something of it holds. */
export async function listBatches(actor: Actor, ref: PlanRef): Promise<Batch[]> {
	return mayPlan(actor, ref.pemda) ? selectBatches(db, ref, most) : [];
}
