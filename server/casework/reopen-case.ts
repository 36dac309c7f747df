import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { resumeClocks, startClocks } from './clocks.ts';
import { keepClimbing } from './keep-climbing.ts';
import { reviveCustody } from './store/custody.ts';
import { takeBackSolve } from './store/deadlines.ts';
import { selectOpenMerge } from './store/merges.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/**
 * A closed case lives again, with the office that held it last. The clock to solve runs on as it was; nothing restarts it.
 * A merged one is unmerged instead.
 */
export async function reopenCase(
	actor: Actor,
	{ reason, ...ref }: CaseRef & { reason: string },
): Promise<void> {
	const body = textOf('reason', reason);
	return workOnCase(actor, ref, 'reopen', 'reopen-case', async (work) => {
		const { tx, state } = work;
		if (await selectOpenMerge(tx, state.id)) throw new Refusal('conflict', 'casework/not-now');
		await work.move('reopen', {
			outcome: null,
			closedAt: null,
			answeredAt: null,
			reopenings: state.reopenings + 1,
		});
		await reviveCustody(tx, state);
		await takeBackSolve(tx, state.pemda, state.id);
		await resumeClocks(work);
		await startClocks(work, ['follow-up']);
		await work.write('reopened', { body });
		await keepClimbing(work);
	});
}
