import { db } from '#platform/db';

/** What accounts are called, by id: for lists of who did what. */
export async function findNames(accountIds: string[]): Promise<Map<string, string>> {
	if (accountIds.length === 0) return new Map();
	const { rows } = await db.query<{ id: string; name: string | null }>({
		name: 'identity.names',
		text: 'select id, name from identity.account where id = any($1::uuid[])',
		values: [[...new Set(accountIds)]],
	});
	return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
}
