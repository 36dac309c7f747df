import { type Db, db, type Tx } from '#platform/db';

export type ApiKey = {
	pemda: string;
	id: string;
	label: string;
	createdAt: Date;
	createdBy: string;
	revokedAt: Date | null;
};

const keyColumns = `pemda, id, label, created_at as "createdAt", created_by as "createdBy", revoked_at as "revokedAt"`;

export async function insertApiKey(
	tx: Tx,
	key: { pemda: string; id: string; hash: Buffer; label: string; at: Date; by: string },
): Promise<void> {
	await tx.query({
		text: `insert into open311.api_key (pemda, id, key_hash, label, created_at, created_by)
			values ($1, $2, $3, $4, $5, $6)`,
		values: [key.pemda, key.id, key.hash, key.label, key.at, key.by],
	});
}

/** A key that is good, among those of the given governments. */
export async function selectApiKey(pemda: string[], hash: Buffer): Promise<ApiKey | undefined> {
	const { rows } = await db.query<ApiKey>({
		name: 'open311.key',
		text: `select ${keyColumns} from open311.api_key where pemda = any($1) and key_hash = $2 and revoked_at is null`,
		values: [pemda, hash],
	});
	return rows[0];
}

export async function selectApiKeys(pemda: string | null): Promise<ApiKey[]> {
	const { rows } = await db.query<ApiKey>({
		text: `select ${keyColumns} from open311.api_key where $1::text is null or pemda = $1 order by pemda, created_at`,
		values: [pemda],
	});
	return rows;
}

export async function updateRevoked(tx: Tx, pemda: string, id: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: 'update open311.api_key set revoked_at = $3 where pemda = $1 and id = $2 and revoked_at is null',
		values: [pemda, id, at],
	});
	return rowCount === 1;
}

export type Sending = { pemda: string; keyId: string; sending: Buffer; content: Buffer };

/**
 * Recognises a sending or notes it as new, in one atomic statement: the request key under which its case is opened, and
 * what was sent the first time. One last seen before `freshFrom` counts as new.
 */
export async function upsertReceived(
	{ pemda, keyId, sending, content }: Sending,
	{ requestKey, at, freshFrom }: { requestKey: string; at: Date; freshFrom: Date },
): Promise<{ requestKey: string; content: Buffer }> {
	const { rows } = await db.query<{ requestKey: string; content: Buffer }>({
		name: 'open311.receive',
		text: `insert into open311.received as r (pemda, key_id, sending, content, request_key, at)
			values ($1, $2, $3, $4, $5, $6)
			on conflict (pemda, key_id, sending) do update set
				request_key = case when r.at >= $7 then r.request_key else excluded.request_key end,
				content = case when r.at >= $7 then r.content else excluded.content end,
				number = case when r.at >= $7 then r.number end,
				at = case when r.at >= $7 then r.at else excluded.at end
			returning request_key as "requestKey", content`,
		values: [pemda, keyId, sending, content, requestKey, at, freshFrom],
	});
	const [row] = rows;
	if (!row) throw new Error('A sending was neither noted nor recognised');
	return row;
}

export async function updateReceived({ pemda, keyId, sending }: Sending, number: string): Promise<void> {
	await db.query({
		name: 'open311.received',
		text: 'update open311.received set number = $4 where pemda = $1 and key_id = $2 and sending = $3',
		values: [pemda, keyId, sending, number],
	});
}

/** The numbers of the cases that sendings with this hash became: one, unless two senders chose the same word. */
export async function selectNumbers(sending: Buffer): Promise<string[]> {
	const { rows } = await db.query<{ number: string }>({
		name: 'open311.numbers',
		text: 'select distinct number from open311.received where sending = $1 and number is not null',
		values: [sending],
	});
	return rows.map(({ number }) => number);
}

export async function deleteReceived(before: Date): Promise<void> {
	await db.query({ text: 'delete from open311.received where at < $1', values: [before] });
}

/** When the services were last others than those of this hash before; writes only when they changed. */
export async function noteChangeset(hash: Buffer, at: Date, on: Db = db): Promise<Date> {
	const { rows } = await on.query<{ at: Date }>({
		name: 'open311.changeset',
		text: `with changed as (
				insert into open311.changeset as c (hash, at) values ($1, $2)
				on conflict (only_row) do update set hash = excluded.hash, at = excluded.at where c.hash <> excluded.hash
				returning at
			)
			select at from changed union all select at from open311.changeset where not exists (select from changed)`,
		values: [hash, at],
	});
	return rows[0]?.at ?? at;
}
