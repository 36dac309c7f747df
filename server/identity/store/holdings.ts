import { db, type Tx } from '#platform/db';
import type { NewHolding } from '../new-holding.ts';

export type HoldingRow = NewHolding & { id: string; accountId: string; by: string };

/** False when the account holds this post on one of these days already. The account must be locked. */
export async function insertHolding(tx: Tx, holding: HoldingRow): Promise<boolean> {
	const { pemda, id, postId, accountId, acting, from, to, by } = holding;
	const { rowCount } = await tx.query({
		name: 'identity.give-post',
		text: `insert into identity.holding (pemda, id, post_id, account_id, acting, held_from, held_to, given_by)
			select $1, $2, $3, $4, $5, $6::date, $7::date, $8
			where not exists (select from identity.holding h where h.pemda = $1 and h.post_id = $3 and h.account_id = $4
				and h.held_from <= coalesce($7::date, 'infinity') and coalesce(h.held_to, 'infinity') >= $6::date
				and coalesce(h.held_to, 'infinity') >= h.held_from)`,
		values: [pemda, id, postId, accountId, acting, from, to, by],
	});
	return rowCount === 1;
}

/** Whose holding it was; undefined when it had ended by that day, or is not there. */
export async function updateEnd(tx: Tx, pemda: string, id: string, to: string): Promise<string | undefined> {
	const { rows } = await tx.query<{ accountId: string }>({
		name: 'identity.end-post',
		text: `update identity.holding set held_to = greatest($3::date, held_from - 1)
			where pemda = $1 and id = $2 and coalesce(held_to, 'infinity') > $3::date
				and coalesce(held_to, 'infinity') >= held_from
			returning account_id as "accountId"`,
		values: [pemda, id, to],
	});
	return rows[0]?.accountId;
}

export type Holder = { pemda: string; postId: string; accountId: string; name: string };

/** Who holds the posts of a government today. */
export async function selectHolders(pemda: string, at: Date): Promise<Holder[]> {
	const { rows } = await db.query<Holder>({
		name: 'identity.holders',
		text: `select h.pemda, h.post_id as "postId", a.id as "accountId", a.name
			from identity.holding h join identity.account a on a.id = h.account_id
			where h.pemda = $1 and a.suspended_at is null and h.held_from <= ($2 at time zone 'Asia/Jakarta')::date
				and (h.held_to is null or h.held_to >= ($2 at time zone 'Asia/Jakarta')::date)
			order by a.name limit 5000`,
		values: [pemda, at],
	});
	return rows;
}

export type HolderContact = { accountId: string; email: string; lang: 'id' | 'en'; postId: string };

export async function selectHolderContacts(tx: Tx, pemda: string, at: Date): Promise<HolderContact[]> {
	const { rows } = await tx.query<HolderContact>({
		name: 'identity.holder-contacts',
		text: `select a.id as "accountId", a.email, a.lang, h.post_id as "postId"
			from identity.holding h join identity.account a on a.id = h.account_id
			where h.pemda = $1 and a.suspended_at is null and a.email is not null
				and h.held_from <= ($2 at time zone 'Asia/Jakarta')::date
				and (h.held_to is null or h.held_to >= ($2 at time zone 'Asia/Jakarta')::date)`,
		values: [pemda, at],
	});
	return rows;
}
