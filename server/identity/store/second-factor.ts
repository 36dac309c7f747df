import { type Db, db, type Tx } from '#platform/db';

export type TotpRow = { id: string; secret: string; begunAt: Date; confirmedAt: Date | null };

/** Authenticator apps of an account, oldest first; those that were never confirmed come with `confirmedAt` null. */
export async function selectTotp(accountId: string, on: Db = db): Promise<TotpRow[]> {
	const { rows } = await on.query<TotpRow>({
		name: 'identity.totp-of',
		text: `select id, secret, begun_at as "begunAt", confirmed_at as "confirmedAt" from identity.totp
			where account_id = $1 and removed_at is null order by begun_at`,
		values: [accountId],
	});
	return rows;
}

/** Starts one anew: what was begun and not confirmed before is gone. */
export async function insertTotp(
	tx: Tx,
	{ id, accountId, secret, at }: { id: string; accountId: string; secret: string; at: Date },
): Promise<void> {
	await tx.query({
		name: 'identity.begin-totp',
		text: `with gone as (update identity.totp set removed_at = $4
				where account_id = $2 and confirmed_at is null and removed_at is null)
			insert into identity.totp (id, account_id, secret, begun_at) values ($1, $2, $3, $4)`,
		values: [id, accountId, secret, at],
	});
}

/** True for one of all who confirm it at once. */
export async function confirmTotpRow(tx: Tx, id: string, step: number, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.confirm-totp',
		text: `update identity.totp set confirmed_at = $3, last_step = $2
			where id = $1 and confirmed_at is null and removed_at is null`,
		values: [id, step, at],
	});
	return rowCount === 1;
}

/** Each step opens once: true for one of all who show its code at once, and for none who show an older one. */
export async function useStep(id: string, step: number): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.use-step',
		text: `update identity.totp set last_step = $2
			where id = $1 and last_step < $2 and confirmed_at is not null and removed_at is null`,
		values: [id, step],
	});
	return rowCount === 1;
}

/** One, or with null all; how many. */
export async function removeTotpRows(
	tx: Tx,
	accountId: string,
	id: string | null,
	at: Date,
): Promise<number> {
	const { rowCount } = await tx.query({
		name: 'identity.remove-totp',
		text: `update identity.totp set removed_at = $3
			where account_id = $1 and removed_at is null and ($2::uuid is null or id = $2)`,
		values: [accountId, id, at],
	});
	return rowCount ?? 0;
}

/** A new set; what is left of the old one opens nothing any more. */
export async function replaceRecovery(tx: Tx, accountId: string, hashes: Buffer[], at: Date): Promise<void> {
	await tx.query({
		name: 'identity.replace-recovery',
		text: `with gone as (update identity.recovery_code set replaced_at = $3
				where account_id = $1 and used_at is null and replaced_at is null)
			insert into identity.recovery_code (account_id, code_hash, made_at) select $1, hash, $3 from unnest($2::bytea[]) hash`,
		values: [accountId, hashes, at],
	});
}

export async function useRecovery(accountId: string, hash: Buffer, at: Date): Promise<boolean> {
	const { rowCount } = await db.query({
		name: 'identity.use-recovery',
		text: `update identity.recovery_code set used_at = $3
			where account_id = $1 and code_hash = $2 and used_at is null and replaced_at is null`,
		values: [accountId, hash, at],
	});
	return rowCount === 1;
}

export async function countRecovery(accountId: string): Promise<number> {
	const { rows } = await db.query<{ count: number }>({
		name: 'identity.count-recovery',
		text: `select count(*)::int as count from identity.recovery_code
			where account_id = $1 and used_at is null and replaced_at is null`,
		values: [accountId],
	});
	return rows[0]?.count ?? 0;
}

export type SignInState = { suspended: boolean; changedAt: Date; email: string; lang: 'id' | 'en' };

/** What must still hold between the password and the second step. */
export async function selectSignInState(accountId: string, on: Db = db): Promise<SignInState | undefined> {
	const { rows } = await on.query<SignInState>({
		name: 'identity.sign-in-state',
		text: `select a.suspended_at is not null as suspended, c.changed_at as "changedAt", a.email, a.lang
			from identity.account a join identity.credential c on c.account_id = a.id where a.id = $1`,
		values: [accountId],
	});
	return rows[0];
}
