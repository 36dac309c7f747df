import type { Db } from '#platform/db';

export async function insertSetupToken(db: Db, hash: Buffer, endsAt: Date): Promise<void> {
	await db.query({
		name: 'identity.add-setup',
		text: 'insert into identity.setup_token (token_hash, ends_at) values ($1, $2)',
		values: [hash, endsAt],
	});
}

/** True for the one who uses it first, in time. */
export async function takeSetupToken(tx: Db, hash: Buffer, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.take-setup',
		text: 'update identity.setup_token set used_at = $2 where token_hash = $1 and used_at is null and ends_at > $2',
		values: [hash, at],
	});
	return rowCount === 1;
}
