import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { findPost } from '#regions';
import type { Role } from './actor.ts';
import { type HolderContact, selectHolderContacts } from './store/holdings.ts';

/** How to reach those who hold posts of these roles in some offices of a government today; each person once. */
export async function listHolderContacts(
	tx: Tx,
	pemda: string,
	officeIds: string[],
	roles: Role[],
): Promise<Omit<HolderContact, 'postId'>[]> {
	const holders = await selectHolderContacts(tx, pemda, now());
	const placed = await Promise.all(
		holders.map(async ({ postId, ...person }) => ({ person, post: await findPost(pemda, postId) })),
	);
	const fitting = placed.filter(
		({ post }) => post && officeIds.includes(post.officeId) && roles.includes(post.role),
	);
	return [...new Map(fitting.map(({ person }) => [person.accountId, person])).values()];
}
