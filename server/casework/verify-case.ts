import type { Actor } from '#identity';
import { meetClocks, startClocks } from './clocks.ts';
import { type CaseRef, type Work, workOnCase } from './work-on-case.ts';

/** The office says the case is complete and its own. The clock to verify is met, the one to follow up starts. */
export async function verifyCase(actor: Actor, ref: CaseRef): Promise<void> {
	return workOnCase(actor, ref, 'verify', 'verify-case', verify);
}

export async function verify(work: Work): Promise<void> {
	await work.move('verify');
	await meetClocks(work, ['verify']);
	await startClocks(work, ['follow-up']);
	await work.write('verified');
}
