import { db } from '#platform/db';
import type { Level } from './actor.ts';

/** How sure it is who a resident is; undefined when there is no such account. */
export async function findLevel(accountId: string): Promise<Level | undefined> {
	const { rows } = await db.query<{ level: Level }>({
		name: 'identity.level',
		text: `select level from identity.account where id = $1 and kind = 'resident' and suspended_at is null`,
		values: [accountId],
	});
	return rows[0]?.level;
}
