import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import type { Officer, Resident } from './actor.ts';
import { installation, note } from './note.ts';
import { revokeSessions } from './store/sessions.ts';

/** Ends the session that asks. */
export async function signOut(actor: Officer | Resident): Promise<void> {
	await withTx(async (tx) => {
		await revokeSessions(tx, actor.accountId, now(), { only: actor.sessionId });
		await note(tx, actor, { pemda: installation, name: 'sign-out', accountId: actor.accountId });
	});
}
