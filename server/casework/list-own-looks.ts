import type { Actor } from '#identity';
import { getOwner } from './owner-of.ts';
import { selectOwnLooks } from './store/own.ts';

/** An officer who opened a case of the actor's: first and last time. */
export type OwnLook = { number: string; who: string; firstAt: Date; lastAt: Date };

/** Who opened the cases in the actor's account, newest first, at most 500. */
export async function listOwnLooks(actor: Actor): Promise<OwnLook[]> {
	const rows = await selectOwnLooks(getOwner(actor).ownerId);
	return rows.map(({ number, accountName, firstAt, lastAt }) => ({
		number,
		who: accountName,
		firstAt,
		lastAt,
	}));
}
