import { withTx } from '#platform/db';
import type { Officer } from './actor.ts';
import { readName } from './new-account.ts';
import { note } from './note.ts';
import { type AccountRef, mustReach } from './reach-account.ts';
import { updateProfile } from './store/accounts.ts';

/** Another spelling of an officer's name. Refuses what `mustReach` does, and `identity/name-wrong`. */
export async function correctName(actor: Officer, input: AccountRef & { name: string }): Promise<void> {
	await mustReach(actor, input);
	const { pemda, accountId } = input;
	const name = readName(input.name);
	await withTx(async (tx) => {
		await updateProfile(tx, accountId, { name });
		await note(tx, actor, { pemda, name: 'correct-name', accountId });
	});
}
