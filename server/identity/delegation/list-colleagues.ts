import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { findPost, type PlacedPost } from '#regions';
import type { Holding, Officer } from '../actor.ts';
import { mayReceive } from '../policy.ts';
import { selectHolders } from '../store/holdings.ts';

export type Colleague = { accountId: string; name: string; post: PlacedPost };

/**
 * Who could take a post's desk meanwhile, by name: holders in the same government whom `mayReceive` allows, not the actor.
 * Only of a post of one's own; refuses `identity/not-lendable`.
 */
export async function listColleagues(actor: Officer, lent: Holding): Promise<Colleague[]> {
	const isOwn = actor.holdings.some(({ pemda, postId }) => pemda === lent.pemda && postId === lent.postId);
	if (!isOwn) throw new Refusal('forbidden', 'identity/not-lendable');
	const holders = await selectHolders(lent.pemda, now());
	const placed = await Promise.all(
		holders.map(async ({ accountId, name, postId }) => ({
			accountId,
			name,
			post: await findPost(lent.pemda, postId),
		})),
	);
	return placed.flatMap(({ post, ...person }) =>
		post && person.accountId !== actor.accountId && mayReceive(lent, post) ? [{ ...person, post }] : [],
	);
}
