import { type Actor, labelOf } from '#identity';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { CaseState } from './case.ts';
import { stopAllClocks } from './clocks.ts';
import { mayOnCase } from './policy.ts';
import { endAllCustody, reviveCustody } from './store/custody.ts';
import { refreshDue, uncancelDeadlines } from './store/deadlines.ts';
import { insertMerge, selectOpenMerge, undoMergeRow } from './store/merges.ts';
import { selectState } from './store/state.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/**
 * Says two reports are about the same thing: this one is closed into the other, and its person is told what becomes of
 * that one. Can be undone. Refuses a case into itself, into a closed one, or into one the actor may not handle.
 */
export function mergeCases(
	actor: Actor,
	{ into, ...ref }: CaseRef & { into: { pemda: string; caseId: string } },
): Promise<void> {
	return workOnCase(actor, ref, 'merge', 'merge-cases', async (work) => {
		const { tx, state, at } = work;
		const target = await selectState(tx, into.pemda, into.caseId);
		if (!target || !mayOnCase(actor, 'merge', target))
			throw new Refusal('not-found', 'casework/no-such-case');
		if (target.id === state.id || target.status === 'closed')
			throw new Refusal('conflict', 'casework/cannot-merge');
		const before = { status: state.status };
		await work.move('merge', { outcome: 'merged' });
		await insertMerge(tx, { id: newId(), of: state, into: target, before, at, by: labelOf(actor) });
		await stopAllClocks(work);
		await endAllCustody(tx, state.id, at);
		await work.write('merged', { detail: { into: target.number } });
	});
}

/** Takes a merge back: status, custody and clocks are as they were, the clocks without a day given or taken. */
export function unmergeCase(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'merge', 'unmerge-case', async (work) => {
		const { tx, state, at } = work;
		const merge = await selectOpenMerge(tx, state.id);
		if (!merge) throw new Refusal('conflict', 'casework/not-merged');
		await undoMergeRow(tx, state.pemda, merge.id, at, labelOf(actor));
		await work.change({ status: statusBefore(merge.before), outcome: null, closedAt: null });
		await reviveCustody(tx, state);
		await uncancelDeadlines(tx, state.id, merge.mergedAt);
		await refreshDue(tx, state.pemda, state.id);
		await work.write('unmerged');
	});
}

function statusBefore(before: { status?: CaseState['status'] }): CaseState['status'] {
	return before.status ?? 'in-progress';
}
