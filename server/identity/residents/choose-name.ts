import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Resident } from '../actor.ts';
import { readName } from '../new-account.ts';
import { noteOwn } from '../note.ts';
import { updateProfile } from '../store/accounts.ts';

/**
 * How a resident is called who has not given a NIK; from then on the name is the one beside it. Refuses
 * `identity/name-wrong`, `identity/name-from-card`.
 */
export async function chooseName(actor: Resident, typed: string): Promise<void> {
	if (actor.level !== 'contact') throw new Refusal('conflict', 'identity/name-from-card');
	const name = readName(typed);
	await withTx(async (tx) => {
		await updateProfile(tx, actor.accountId, { name });
		await noteOwn(tx, actor, 'choose-name');
	});
}
