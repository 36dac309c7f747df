import { startClocks } from './clocks.ts';
import { isClimbing, isLate } from './store/due.ts';
import type { Work } from './work-on-case.ts';

/** While something is late, one clock runs to the next rung of the ladder; never two. */
export async function keepClimbing(work: Work): Promise<void> {
	const { tx, state } = work;
	if ((await isLate(tx, state.id)) && !(await isClimbing(tx, state.id)))
		await startClocks(work, ['escalate']);
}
