import type { Actor } from '#identity';
import { withScope } from '#platform/db';
import type { Business } from './business.ts';
import { ownAccountOf } from './policy.ts';
import { selectBusinesses } from './store/businesses.ts';

/** The businesses the resident who asks answers for, by name. */
export async function listBusinesses(actor: Actor): Promise<Business[]> {
	const { accountId } = ownAccountOf(actor);
	return withScope({ account: accountId }, (tx) => selectBusinesses(tx, accountId));
}
