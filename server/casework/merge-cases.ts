import { type Actor, labelOf, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { CaseState } from './case.ts';
import { stopAllClocks } from './clocks.ts';
import { mayOnCase } from './policy.ts';
import { endAllCustody, restoreCustody } from './store/custody.ts';
import { refreshDue, uncancelDeadlines } from './store/deadlines.ts';
import { insertMerge, selectOpenMerge, undoMergeRow } from './store/merges.ts';
import { lockCase, selectState } from './store/state.ts';
import { type CaseRef, refuseWithoutDesk, type Work, workInside, workOnCase } from './work-on-case.ts';

type Target = { pemda: string; caseId: string };

/**
 * Says two reports are about the same thing: this one is closed into the other, and its person is told what becomes of
 * that one. Can be undone. Refuses a case into itself, into a closed one, into a confidential one (which its person
 * could not follow), or into one the actor may not handle.
 */
export async function mergeCases(actor: Actor, { into, ...ref }: CaseRef & { into: Target }): Promise<void> {
	await refuseWithoutDesk(actor, ref);
	return withScope(scopeOf(actor), async (tx) => {
		// Always locked in the same order, so that two merges of the same pair cannot wait for each other.
		for (const one of [ref, into].sort((a, b) => (a.caseId < b.caseId ? -1 : 1))) {
			await lockCase(tx, one.pemda, one.caseId);
		}
		await workInside(tx, actor, ref, 'merge', 'merge-cases', (work) => mergeInto(work, into));
	});
}

async function mergeInto(work: Work, into: Target): Promise<void> {
	const { tx, state, at, actor } = work;
	const target = await selectState(tx, into.pemda, into.caseId);
	if (!target || !mayOnCase(actor, 'merge', target)) throw new Refusal('not-found', 'casework/no-such-case');
	if (target.id === state.id || target.status === 'closed' || target.privacy === 'confidential') {
		throw new Refusal('conflict', 'casework/cannot-merge');
	}
	await work.move('merge', { outcome: 'merged' });
	const before = { status: state.status };
	await insertMerge(tx, { id: newId(), of: state, into: target, before, at, by: labelOf(actor) });
	await stopAllClocks(work);
	await endAllCustody(tx, state.id, at);
	await work.write('merged', { detail: { into: target.number } });
	await work.writeIn(target, 'merged-from', whatCame(state));
}

/** A confidential report is not named in the file of another. */
function whatCame(state: CaseState) {
	if (state.privacy === 'confidential') return { visibility: 'internal' as const };
	return { detail: { number: state.number } };
}

/** Takes a merge back: status, custody and clocks are as they were, the clocks without a day given or taken. */
export async function unmergeCase(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'merge', 'unmerge-case', async (work) => {
		const { tx, state, at } = work;
		const merge = await selectOpenMerge(tx, state.id);
		if (!merge) throw new Refusal('conflict', 'casework/not-merged');
		await undoMergeRow(tx, state.pemda, merge.id, at, labelOf(actor));
		await work.change({ status: merge.before.status, outcome: null, closedAt: null });
		await restoreCustody(tx, state.id, merge.mergedAt);
		await uncancelDeadlines(tx, state.id, merge.mergedAt);
		await refreshDue(tx, state.pemda, state.id);
		await work.write('unmerged');
		const target = await selectState(tx, merge.into.pemda, merge.into.caseId);
		if (target) await work.writeIn(target, 'unmerged-from', whatCame(state));
	});
}
