import type { Db, Tx } from '#platform/db';

/** Whether somebody can run the installation already. */
export async function hasOperator(db: Db): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.has-operator',
		text: 'select from identity.account where is_operator and suspended_at is null limit 1',
	});
	return rowCount === 1;
}

export async function insertSetupToken(db: Db, hash: Buffer, madeAt: Date, endsAt: Date): Promise<void> {
	await db.query({
		name: 'identity.add-setup',
		text: 'insert into identity.setup_token (token_hash, made_at, ends_at) values ($1, $2, $3)',
		values: [hash, madeAt, endsAt],
	});
}

export async function isOpenToken(db: Db, hash: Buffer, at: Date): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.open-setup',
		text: 'select from identity.setup_token where token_hash = $1 and used_at is null and ends_at > $2',
		values: [hash, at],
	});
	return rowCount === 1;
}

/** Every start prints a link of its own: of several used at once, one after the other, so that the second finds an operator. */
export async function lockSetup(tx: Tx): Promise<void> {
	await tx.query({ text: "select pg_advisory_xact_lock(hashtext('identity set-up'))" });
}

/** True for the one who uses it first, in time. */
export async function takeSetupToken(tx: Tx, hash: Buffer, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.take-setup',
		text: 'update identity.setup_token set used_at = $2 where token_hash = $1 and used_at is null and ends_at > $2',
		values: [hash, at],
	});
	return rowCount === 1;
}
