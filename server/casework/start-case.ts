import type { Actor } from '#identity';
import { meetClocks } from './clocks.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** The office says what it is doing about it, which is the follow-up the law asks for. `plan` at most 4,000 characters. */
export async function startCase(actor: Actor, { plan, ...ref }: CaseRef & { plan: string }): Promise<void> {
	const body = textOf('plan', plan);
	return workOnCase(actor, ref, 'message', 'start-case', async (work) => {
		await work.move('start');
		await meetClocks(work, ['verify', 'follow-up']);
		await work.write('started', { body });
	});
}
