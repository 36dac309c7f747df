import { type Db, db, type Tx } from '#platform/db';
import type { Contact } from '../residents/address.ts';

export type NewComeback = Contact & {
	id: string;
	accountId: string;
	at: Date;
	readyAt: Date;
	stopHash: Buffer;
	counterHash: Buffer;
};

/**
 * True when it is new. Asking again from the same contact does not begin the days anew: it only changes what is shown
 * at a counter. Others may ask for the same account beside it: whoever asks first keeps nobody out.
 */
export async function insertComeback(tx: Tx, row: NewComeback): Promise<boolean> {
	const { rows } = await tx.query<{ isNew: boolean }>({
		name: 'identity.add-comeback',
		text: `insert into identity.comeback as c (id, account_id, kind, address, asked_at, ready_at, stop_hash, counter_hash)
			values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (account_id, kind, address) where stopped_at is null and done_at is null
			do update set counter_hash = $8 returning c.id = $1 as "isNew"`,
		values: [
			...[row.id, row.accountId, row.kind, row.address, row.at, row.readyAt, row.stopHash, row.counterHash],
		],
	});
	return rows[0]?.isNew === true;
}

export type Comeback = Contact & {
	id: string;
	accountId: string;
	readyAt: Date;
	seen: boolean;
	lang: 'id' | 'en';
};

const open = `select c.id, c.account_id as "accountId", c.kind, c.address, c.ready_at as "readyAt",
		c.seen_at is not null as seen, a.lang
	from identity.comeback c join identity.account a on a.id = c.account_id
	where c.stopped_at is null and c.done_at is null and a.suspended_at is null`;

/** The open one from a new contact to the account whose contact the lost address still is. */
export async function selectOpen(
	tx: Tx,
	{ kind, address }: Contact,
	lost: string,
): Promise<Comeback | undefined> {
	const { rows } = await tx.query<Comeback>({
		name: 'identity.comeback-open',
		text: `${open} and c.kind = $1 and c.address = $2 and exists (select from identity.contact l
			where l.account_id = c.account_id and l.address = $3 and l.removed_at is null)`,
		values: [kind, address, lost],
	});
	return rows[0];
}

export async function selectOpenById(on: Db, id: string): Promise<Comeback | undefined> {
	const { rows } = await on.query<Comeback>({
		name: 'identity.comeback-by-id',
		text: `${open} and c.id = $1`,
		values: [id],
	});
	return rows[0];
}

export async function selectByCounter(counterHash: Buffer): Promise<Comeback | undefined> {
	const { rows } = await db.query<Comeback>({
		name: 'identity.comeback-at-counter',
		text: `${open} and c.counter_hash = $1`,
		values: [counterHash],
	});
	return rows[0];
}

export async function selectOpenOf(on: Db, accountId: string): Promise<Comeback[]> {
	const { rows } = await on.query<Comeback>({
		name: 'identity.comebacks-of',
		text: `${open} and c.account_id = $1 order by c.ready_at`,
		values: [accountId],
	});
	return rows;
}

/** The account whose link it is, also when it was used before. */
export async function selectByStop(stopHash: Buffer): Promise<string | undefined> {
	const { rows } = await db.query<{ accountId: string }>({
		name: 'identity.comeback-by-stop',
		text: 'select account_id as "accountId" from identity.comeback where stop_hash = $1 and done_at is null',
		values: [stopHash],
	});
	return rows[0]?.accountId;
}

/** All that are open for an account; how many. */
export async function stopRows(on: Db, accountId: string, at: Date): Promise<number> {
	const { rowCount } = await on.query({
		name: 'identity.stop-comebacks',
		text: `update identity.comeback set stopped_at = $2
			where account_id = $1 and stopped_at is null and done_at is null`,
		values: [accountId, at],
	});
	return rowCount ?? 0;
}

/** True for one of all who finish it at once, once it is open. */
export async function finishRow(tx: Tx, id: string, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.finish-comeback',
		text: `update identity.comeback set done_at = $2
			where id = $1 and done_at is null and stopped_at is null and ready_at <= $2`,
		values: [id, at],
	});
	return rowCount === 1;
}

/** Somebody saw who it is: it opens sooner, never later. Undefined when it is no longer open. */
export async function hastenRow(
	tx: Tx,
	{ id, readyAt, by, at }: { id: string; readyAt: Date; by: string; at: Date },
): Promise<Date | undefined> {
	const { rows } = await tx.query<{ readyAt: Date }>({
		name: 'identity.hasten-comeback',
		text: `update identity.comeback set ready_at = least(ready_at, $2), seen_by = coalesce(seen_by, $3),
				seen_at = coalesce(seen_at, $4)
			where id = $1 and stopped_at is null and done_at is null returning ready_at as "readyAt"`,
		values: [id, readyAt, by, at],
	});
	return rows[0]?.readyAt;
}
