import type { Actor } from '#identity';
import { startClocks, stopAllClocks } from './clocks.ts';
import { escalate } from './escalate.ts';
import { keepClimbing } from './keep-climbing.ts';
import { updateLastClosure } from './store/closures.ts';
import { endAllCustody } from './store/custody.ts';
import { cancelDeadlines, refreshDue, takeBackSolve } from './store/deadlines.ts';
import { textOf } from './text.ts';
import { type CaseRef, type Work, workOnCase } from './work-on-case.ts';

/** The person says it is solved: the case is closed. */
export async function confirmCase(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'as-person', 'confirm-case', async (work) => {
		await work.move('confirm', { outcome: 'confirmed' });
		await updateLastClosure(work.tx, work.state.pemda, work.state.id, {
			confirmedAt: work.at,
			closedAt: work.at,
		});
		await settle(work);
		await work.write('confirmed');
	});
}

/**
 * The person says it is not: it goes one level up, not to the same desk, and the clock to solve runs on as it was. The public
 * sees that it was disputed; the person's own words, which nobody read over, only the office.
 */
export async function disputeCase(
	actor: Actor,
	{ reason, ...ref }: CaseRef & { reason: string },
): Promise<void> {
	const body = textOf('reason', reason);
	return workOnCase(actor, ref, 'as-person', 'dispute-case', async (work) => {
		const { tx, state, at } = work;
		await work.move('dispute', { answeredAt: null, disputes: state.disputes + 1 });
		await updateLastClosure(tx, state.pemda, state.id, { disputedAt: at, dispute: body });
		await cancelDeadlines(tx, state.id, at, ['auto-close']);
		await takeBackSolve(tx, state.pemda, state.id);
		await startClocks(work, ['follow-up']);
		await refreshDue(tx, state.pemda, state.id);
		await work.write('disputed');
		await work.write('reply', { visibility: 'person', body });
		await escalate(work, { reason: 'disputed' });
		await keepClimbing(work);
	});
}

/** The legal days after an answer passed without a word: the clock closes the case. */
export async function closeSilent(work: Work): Promise<void> {
	if (work.state.status !== 'answered') return;
	await work.move('lapse', { outcome: 'silent' });
	await updateLastClosure(work.tx, work.state.pemda, work.state.id, { closedAt: work.at });
	await settle(work);
	await work.write('closed', { detail: { how: 'silent' } });
}

/** The person takes the request back. */
export async function withdrawCase(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'as-person', 'withdraw-case', async (work) => {
		await work.move('withdraw', { outcome: 'withdrawn' });
		await settle(work);
		await work.write('withdrawn');
	});
}

async function settle(work: Work): Promise<void> {
	await stopAllClocks(work);
	await endAllCustody(work.tx, work.state.id, work.at);
}
