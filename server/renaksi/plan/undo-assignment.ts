import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { isId, newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { fenceOf, mayPlan } from '../policy.ts';
import { insertActions, selectBatch } from '../store/actions.ts';
import { holdPlan, type PlanRef, requireOpen } from './read-plan.ts';

/**
 * Takes a batch back by newer lines: each document is again with whom it was before, or with nobody. What was given on
 * since stays. Undoing an undoing is a batch like any other. Refuses `renaksi/not-yours`, `closed` and `nothing-to-undo`.
 */
export async function undoAssignment(
	actor: Actor,
	{ pemda, year, batch }: PlanRef & { batch: string },
): Promise<{ count: number }> {
	if (!mayPlan(actor, pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	if (!isId(batch)) throw new Refusal('conflict', 'renaksi/nothing-to-undo');
	return withScope(fenceOf(actor), async (tx) => {
		requireOpen(await holdPlan(tx, { pemda, year }));
		const standing = await selectBatch(tx, { pemda, year, batch });
		if (standing.length === 0) throw new Refusal('conflict', 'renaksi/nothing-to-undo');
		const [at, by, own] = [now(), labelOf(actor), newId()];
		const nobody = { officeId: null, officeName: '', postId: null, postTitle: '', work: '' };
		await insertActions(
			tx,
			standing.map(({ was, ...given }) => ({
				...given,
				...(was ?? nobody),
				...{ pemda, year, id: newId(), batch: own, undoes: batch, at, by },
			})),
		);
		const trail = { act: 'renaksi/undo-assignment', subject: `plan:${year}`, detail: { batch } };
		await record(tx, { pemda, actor: by, ...trail });
		return { count: standing.length };
	});
}
