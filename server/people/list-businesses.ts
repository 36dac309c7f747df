import type { Actor } from '#identity';
import { type Tx, withScope } from '#platform/db';
import type { Business } from './business.ts';
import { ownAccountOf } from './policy.ts';
import { selectBusinesses } from './store/businesses.ts';

/** The businesses the resident who asks answers for, by name; within a transaction that is in the scope of their account. */
export async function listBusinesses(actor: Actor, within?: Tx): Promise<Business[]> {
	const { accountId } = ownAccountOf(actor);
	if (within) return selectBusinesses(within, accountId);
	return withScope({ account: accountId }, (tx) => selectBusinesses(tx, accountId));
}
