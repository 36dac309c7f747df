import { type Db, db, type Tx } from '#platform/db';

type NewCounterCode = {
	hash: Buffer;
	accountId: string;
	businessId: string | null;
	at: Date;
	endsAt: Date;
};

/** One at a time: a newer code takes the place of those before it. */
export async function insertCounterCode(tx: Tx, code: NewCounterCode): Promise<void> {
	await tx.query({
		name: 'people.add-counter-code',
		text: `with ended as (
				update people.counter_code set used_at = $4 where account_id = $2 and used_at is null)
			insert into people.counter_code (code_hash, account_id, business_id, made_at, ends_at) values ($1, $2, $3, $4, $5)`,
		values: [code.hash, code.accountId, code.businessId, code.at, code.endsAt],
	});
}

/** Whose code this is while it holds; with `taking` it holds no longer. */
export async function selectByCounterCode(
	hash: Buffer,
	at: Date,
	taking: boolean,
	on: Db = db,
): Promise<{ accountId: string; businessId: string | null } | undefined> {
	const { rows } = await on.query<{ accountId: string; businessId: string | null }>({
		name: 'people.use-counter-code',
		text: `select account_id as "accountId", business_id as "businessId" from people.use_counter_code($1, $2, $3)`,
		values: [hash, at, taking],
	});
	return rows[0];
}

/** As the owner: codes that ended before a moment. */
export async function deleteEndedCodes(owner: Db, before: Date): Promise<void> {
	await owner.query({ text: 'delete from people.counter_code where ends_at < $1', values: [before] });
}
