import { type Db, db, type Tx } from '#platform/db';
import type { Contact } from '../residents/address.ts';

export type Comeback = Contact & { id: string; accountId: string; readyAt: Date; lang: 'id' | 'en' };

/** False when one is open already for the account: a second does not begin the days anew, nor take over the first. */
export async function insertComeback(
	tx: Tx,
	row: Contact & { id: string; accountId: string; at: Date; readyAt: Date; stopHash: Buffer },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.add-comeback',
		text: `insert into identity.comeback (id, account_id, kind, address, asked_at, ready_at, stop_hash)
			values ($1, $2, $3, $4, $5, $6, $7) on conflict (account_id) where stopped_at is null and done_at is null do nothing`,
		values: [row.id, row.accountId, row.kind, row.address, row.at, row.readyAt, row.stopHash],
	});
	return rowCount === 1;
}

/** The open one whose new contact this is. */
export async function selectOpen({ kind, address }: Contact, on: Db): Promise<Comeback | undefined> {
	const { rows } = await on.query<Comeback>({
		name: 'identity.comeback-open',
		text: `select c.id, c.account_id as "accountId", c.kind, c.address, c.ready_at as "readyAt", a.lang
			from identity.comeback c join identity.account a on a.id = c.account_id
			where c.kind = $1 and c.address = $2 and c.stopped_at is null and c.done_at is null and a.suspended_at is null
			order by c.ready_at limit 1`,
		values: [kind, address],
	});
	return rows[0];
}

export async function stopByHash(hash: Buffer, at: Date): Promise<string | undefined> {
	const { rows } = await db.query<{ accountId: string }>({
		name: 'identity.stop-comeback',
		text: `update identity.comeback set stopped_at = $2 where stop_hash = $1 and done_at is null and stopped_at is null
			returning account_id as "accountId"`,
		values: [hash, at],
	});
	return rows[0]?.accountId;
}

/** True for one of all who finish it at once. */
export async function finishRow(tx: Tx, id: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.finish-comeback',
		text: `update identity.comeback set done_at = $2
			where id = $1 and done_at is null and stopped_at is null and ready_at <= $2`,
		values: [id, at],
	});
	return rowCount === 1;
}

/** Somebody saw who it is: the days are over at once. False when none is open. */
export async function hastenRow(tx: Tx, accountId: string, by: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.hasten-comeback',
		text: `update identity.comeback set ready_at = least(ready_at, $3), hastened_by = $2
			where account_id = $1 and stopped_at is null and done_at is null`,
		values: [accountId, by, at],
	});
	return rowCount === 1;
}
