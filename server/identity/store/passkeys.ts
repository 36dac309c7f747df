import { type Db, db, type Tx } from '#platform/db';

export type Purpose = 'add' | 'enter' | 'fresh';

export async function insertChallenge(
	on: Db,
	row: { challenge: string; purpose: Purpose; accountId: string | null; endsAt: Date },
): Promise<void> {
	await on.query({
		name: 'identity.add-challenge',
		text: 'insert into identity.challenge (challenge, purpose, account_id, ends_at) values ($1, $2, $3, $4)',
		values: [row.challenge, row.purpose, row.accountId, row.endsAt],
	});
}

/** Whether it was ours, for this, and not answered before: true once. */
export async function takeChallenge(
	challenge: string,
	purpose: Purpose,
	accountId: string | null,
	at: Date,
): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.take-challenge',
		text: `update identity.challenge set used_at = $4 where challenge = $1 and purpose = $2
			and account_id is not distinct from $3 and used_at is null and ends_at > $4`,
		values: [challenge, purpose, accountId, at],
	});
	return rowCount === 1;
}

export type PasskeyRow = {
	id: string;
	accountId: string;
	publicKey: Buffer;
	counter: number;
	transports: string[];
	suspended: boolean;
	kind: 'officer' | 'resident';
};

export async function selectPasskey(id: string): Promise<PasskeyRow | undefined> {
	const { rows } = await db.query<PasskeyRow>({
		name: 'identity.passkey',
		text: `select p.id, p.account_id as "accountId", p.public_key as "publicKey", p.counter, p.transports,
				a.suspended_at is not null as suspended, a.kind
			from identity.passkey p join identity.account a on a.id = p.account_id where p.id = $1 and p.removed_at is null`,
		values: [id],
	});
	return rows[0];
}

export type PasskeyLine = {
	id: string;
	name: string;
	addedAt: Date;
	usedAt: Date | null;
	transports: string[];
};

export async function selectPasskeys(accountId: string, on: Db = db): Promise<PasskeyLine[]> {
	const { rows } = await on.query<PasskeyLine>({
		name: 'identity.passkeys',
		text: `select id, name, added_at as "addedAt", used_at as "usedAt", transports from identity.passkey
			where account_id = $1 and removed_at is null order by added_at`,
		values: [accountId],
	});
	return rows;
}

export async function insertPasskey(
	tx: Tx,
	row: {
		id: string;
		accountId: string;
		publicKey: Buffer;
		counter: number;
		transports: string[];
		name: string;
		at: Date;
	},
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.add-passkey',
		text: `insert into identity.passkey (id, account_id, public_key, counter, transports, name, added_at)
			values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
		values: [row.id, row.accountId, row.publicKey, row.counter, row.transports, row.name, row.at],
	});
	return rowCount === 1;
}

/** A key that counts must count up: one that does not was copied. Keys that never count say nought each time. */
export async function countPasskey(id: string, counter: number, at: Date): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.count-passkey',
		text: `update identity.passkey set counter = $2, used_at = $3
			where id = $1 and removed_at is null and (counter < $2 or (counter = 0 and $2 = 0))`,
		values: [id, counter, at],
	});
	return rowCount === 1;
}

/** One, or all; how many. */
export async function endPasskeys(tx: Tx, accountId: string, id: string | null, at: Date): Promise<number> {
	const { rowCount } = await tx.query({
		name: 'identity.end-passkeys',
		text: `update identity.passkey set removed_at = $3
			where account_id = $1 and removed_at is null and ($2::text is null or id = $2)`,
		values: [accountId, id, at],
	});
	return rowCount ?? 0;
}
