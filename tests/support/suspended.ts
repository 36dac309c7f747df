import type { Officer } from '#identity';
import { migratorDb } from '#platform/db';

/** The account of an officer a test made up, as if it had been suspended just now. */
export async function suspended({ accountId, name }: Officer): Promise<void> {
	await migratorDb.query({
		text: `insert into identity.account (id, email, name, created_by, suspended_at, suspended_by)
			values ($1, $2, $3, 'test', now(), 'test') on conflict (id) do update set suspended_at = now(), suspended_by = 'test'`,
		values: [accountId, `${accountId}@contoh.example`, name],
	});
}
