import type { Tx } from '#platform/db';
import type { Level } from './actor.ts';

/**
 * How sure it is who a resident is, and what they are called. For `#people`, which keeps the proofs; it holds from the
 * next request on.
 */
export async function setLevel(tx: Tx, accountId: string, level: Level, name: string | null): Promise<void> {
	await tx.query({
		name: 'identity.set-level',
		text: `update identity.account set level = $2, name = coalesce($3, name) where id = $1 and kind = 'resident'`,
		values: [accountId, level, name],
	});
}
