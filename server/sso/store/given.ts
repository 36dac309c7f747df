import type { AdapterPayload } from 'oidc-provider';
import { db, type Tx } from '#platform/db';

/** What one person let one app have for a while: tokens come of it, and end with it. */
export type GivenRow = { id: string; accountId: string; clientId: string; payload: string; endsAt: Date };

export async function upsertGiven({ id, accountId, clientId, payload, endsAt }: GivenRow): Promise<void> {
	await db.query({
		name: 'sso.give',
		text: `insert into sso.given (id, account_id, client_id, payload, ends_at) values ($1, $2, $3, $4, $5)
			on conflict (id) do update set payload = excluded.payload, ends_at = excluded.ends_at`,
		values: [id, accountId, clientId, payload, endsAt],
	});
}

export async function selectGiven(id: string): Promise<AdapterPayload | undefined> {
	const { rows } = await db.query<{ payload: AdapterPayload }>({
		name: 'sso.given',
		text: 'select payload from sso.given where id = $1',
		values: [id],
	});
	return rows[0]?.payload;
}

export async function deleteGiven(id: string): Promise<void> {
	await db.query({ name: 'sso.take-back', text: 'delete from sso.given where id = $1', values: [id] });
}

/** All an account gave, or gave to one app, with every token that came of it. */
export async function deleteGivenOf(tx: Tx, accountId: string, clientId: string | null): Promise<void> {
	await tx.query({
		name: 'sso.end-given-of',
		text: `with gone as (delete from sso.given where account_id = $1 and ($2::text is null or client_id = $2) returning id)
			delete from sso.token t using gone where t.given_id = gone.id`,
		values: [accountId, clientId],
	});
}
