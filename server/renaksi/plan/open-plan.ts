import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { getPemda } from '#regions';
import { fenceOf, mayPlan } from '../policy.ts';
import { holdAdoptions, selectAdopted } from '../store/frameworks.ts';
import { insertPlan } from '../store/plans.ts';
import type { PlanRef } from './read-plan.ts';

/**
 * Opens a government's plan of a year with the framework that the year has now, and keeps it. Opened twice is opened
 * once. Refuses `renaksi/not-yours` and `renaksi/no-framework`.
 */
export async function openPlan(actor: Actor, { pemda, year }: PlanRef): Promise<{ isNew: boolean }> {
	if (!mayPlan(actor, pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	const { kind } = await getPemda(pemda);
	const at = now();
	return withScope(fenceOf(actor), async (tx) => {
		await holdAdoptions(tx, 'shared');
		const hash = await selectAdopted(year, kind, tx);
		if (!hash) throw new Refusal('not-found', 'renaksi/no-framework');
		const isNew = await insertPlan(tx, { pemda, year, hash, at, by: labelOf(actor) });
		if (isNew) {
			await record(tx, { pemda, actor: labelOf(actor), act: 'renaksi/open-plan', subject: `plan:${year}` });
		}
		return { isNew };
	});
}
