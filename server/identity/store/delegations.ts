import { db, type Tx } from '#platform/db';
import type { Acting } from '../actor.ts';

export type DelegationRow = {
	pemda: string;
	id: string;
	postId: string;
	acting: Acting | null;
	giverId: string;
	giver: string;
	receiverId: string;
	receiver: string;
	/** Days of Asia/Jakarta, both included. */
	from: string;
	to: string;
	givenAt: Date;
	revokedAt: Date | null;
};

export type NewDelegation = {
	pemda: string;
	id: string;
	giverId: string;
	postId: string;
	receiverId: string;
	from: string;
	to: string;
	at: Date;
};

/** 'added'; 'taken' where that desk is lent on one of these days already; 'not-held' where it is not the giver's on all of them. */
export async function insertDelegation(tx: Tx, one: NewDelegation): Promise<'added' | 'taken' | 'not-held'> {
	const { pemda, id, giverId, postId, receiverId, from, to, at } = one;
	const { rows: held } = await tx.query<{ id: string }>({
		name: 'identity.lock-lent',
		text: `select id from identity.holding where pemda = $1 and post_id = $2 and account_id = $3
				and held_from <= $4::date and coalesce(held_to, 'infinity') >= $5::date limit 1 for no key update`,
		values: [pemda, postId, giverId, from, to],
	});
	const [holding] = held;
	if (!holding) return 'not-held';
	const { rowCount } = await tx.query({
		name: 'identity.lend-desk',
		text: `insert into identity.delegation (pemda, id, holding_id, to_account, day_from, day_to, given_at)
			select $1, $2, $3, $4, $5::date, $6::date, $7
			where not exists (select from identity.delegation d where d.pemda = $1 and d.holding_id = $3
				and d.revoked_at is null and d.day_from <= $6::date and d.day_to >= $5::date)`,
		values: [pemda, id, holding.id, receiverId, from, to, at],
	});
	return rowCount === 1 ? 'added' : 'taken';
}

const columns = `d.pemda, d.id, h.post_id as "postId", h.acting, giver.id as "giverId", giver.name as giver,
	receiver.id as "receiverId", receiver.name as receiver, d.day_from::text as "from", d.day_to::text as "to",
	d.given_at as "givenAt", d.revoked_at as "revokedAt"`;
const tables = `identity.delegation d join identity.holding h on h.pemda = d.pemda and h.id = d.holding_id
	join identity.account giver on giver.id = h.account_id join identity.account receiver on receiver.id = d.to_account`;

/** What somebody lent or was lent, and what is lent of some posts; newest first. */
export async function selectDelegations(
	accountId: string,
	{ pemda, postIds }: { pemda: string[]; postIds: string[] },
): Promise<DelegationRow[]> {
	const { rows } = await db.query<DelegationRow>({
		name: 'identity.delegations',
		text: `select ${columns} from ${tables}
			where h.account_id = $1 or d.to_account = $1 or (d.pemda = any ($2) and h.post_id = any ($3::uuid[]))
			order by d.day_to desc, d.given_at desc limit 100`,
		values: [accountId, pemda, postIds],
	});
	return rows;
}

export async function lockDelegation(tx: Tx, pemda: string, id: string): Promise<DelegationRow | undefined> {
	const { rows } = await tx.query<DelegationRow>({
		name: 'identity.lock-delegation',
		text: `select ${columns} from ${tables} where d.pemda = $1 and d.id = $2 for update of d`,
		values: [pemda, id],
	});
	return rows[0];
}

export async function updateRevoked(tx: Tx, pemda: string, id: string, at: Date, by: string): Promise<void> {
	await tx.query({
		name: 'identity.revoke-delegation',
		text: `update identity.delegation set revoked_at = $3, revoked_by = $4
			where pemda = $1 and id = $2 and revoked_at is null`,
		values: [pemda, id, at, by],
	});
}
