import { db } from '#platform/db';

/** Whether an account was suspended, for work that goes on longer than the request that began it. */
export async function isSuspended(accountId: string): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.is-suspended',
		text: 'select from identity.account where id = $1 and suspended_at is not null',
		values: [accountId],
	});
	return rowCount === 1;
}
