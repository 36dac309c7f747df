import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import type { Officer } from './actor.ts';
import { inventPassword } from './new-account.ts';
import { note } from './note.ts';
import { hashPassword } from './password.ts';
import { type AccountRef, mustReach } from './reach-account.ts';
import { requireFresh } from './require-fresh.ts';
import { updatePassword } from './store/accounts.ts';
import { revokeSessions } from './store/sessions.ts';

/**
 * A new first password, returned once; every session of the account ends, and it gives nothing until it is changed.
 * Refuses what `mustReach` does.
 */
export async function resetPassword(actor: Officer, input: AccountRef): Promise<string> {
	await mustReach(actor, input);
	await requireFresh(actor);
	const { pemda, accountId } = input;
	const password = inventPassword();
	const hash = await hashPassword(password);
	const at = now();
	await withTx(async (tx) => {
		await updatePassword(tx, { accountId, password: hash, mustChange: true, at });
		await revokeSessions(tx, accountId, at, { keep: null });
		await note(tx, actor, { pemda, name: 'reset-password', accountId });
	});
	return password;
}
