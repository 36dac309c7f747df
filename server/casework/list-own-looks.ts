import { type Actor, findNames } from '#identity';
import { getOwner } from './owner-of.ts';
import { selectOwnLooks } from './store/own.ts';

/** An officer who opened a case of the actor's: first and last time. */
export type OwnLook = { number: string; who: string; firstAt: Date; lastAt: Date };

/** Who opened the cases in the actor's account, overseers too, newest first, at most 500. */
export async function listOwnLooks(actor: Actor): Promise<OwnLook[]> {
	const rows = await selectOwnLooks(getOwner(actor).ownerId);
	const names = await findNames(rows.map(({ accountId }) => accountId));
	return rows.map(({ number, accountId, accountName, firstAt, lastAt }) => ({
		number,
		who: accountName ?? names.get(accountId) ?? '–',
		firstAt,
		lastAt,
	}));
}
