import { type Db, db } from '#platform/db';

export async function selectForSignIn(
	email: string,
): Promise<{ id: string; password: string; suspended: boolean } | undefined> {
	const { rows } = await db.query<{ id: string; password: string; suspended: boolean }>({
		name: 'identity.for-sign-in',
		text: `select a.id, c.password, a.suspended_at is not null as suspended
			from identity.account a join identity.credential c on c.account_id = a.id where lower(a.email) = $1`,
		values: [email],
	});
	return rows[0];
}

export type NewAccount = { id: string; email: string; name: string; password: string; mustChange: boolean; isOperator: boolean; by: string };

/** False when the address has an account already. */
export async function insertAccount(tx: Db, account: NewAccount): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.add-account',
		text: `with added as (
				insert into identity.account (id, email, name, is_operator, created_by) values ($1, $2, $3, $4, $5)
				on conflict (lower(email)) do nothing returning id)
			insert into identity.credential (account_id, password, must_change) select id, $6, $7 from added`,
		values: [account.id, account.email, account.name, account.isOperator, account.by, account.password, account.mustChange],
	});
	return rowCount === 1;
}

export async function updatePassword(tx: Db, accountId: string, password: string, mustChange: boolean, at: Date): Promise<void> {
	await tx.query({
		name: 'identity.set-password',
		text: 'update identity.credential set password = $2, must_change = $3, changed_at = $4 where account_id = $1',
		values: [accountId, password, mustChange, at],
	});
}

export async function selectPassword(accountId: string): Promise<string | undefined> {
	const { rows } = await db.query<{ password: string }>({
		name: 'identity.password',
		text: 'select password from identity.credential where account_id = $1',
		values: [accountId],
	});
	return rows[0]?.password;
}

export async function hasAdministrator(tx: Db, at: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.has-administrator',
		text: 'select from identity.account where is_operator and suspended_at is null and created_at <= $1 limit 1',
		values: [at],
	});
	return rowCount === 1;
}

export type NewHolding = {
	id: string;
	pemda: string;
	postId: string;
	accountId: string;
	acting: 'plt' | 'plh' | null;
	from: string;
	to: string | null;
	by: string;
};

export async function insertHolding(tx: Db, holding: NewHolding): Promise<void> {
	await tx.query({
		name: 'identity.give-post',
		text: `insert into identity.holding (pemda, id, post_id, account_id, acting, held_from, held_to, given_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		values: [
			...[holding.pemda, holding.id, holding.postId, holding.accountId, holding.acting, holding.from, holding.to, holding.by],
		],
	});
}

export type AccountLine = {
	id: string;
	name: string;
	email: string;
	suspendedAt: Date | null;
	posts: { holdingId: string; postId: string; acting: string | null; from: string; to: string | null }[];
};

/** Accounts that hold or held a post of a government, by name; keyset by name and id. */
export async function selectAccounts(
	pemda: string,
	q: string,
	page: { after: { name: string; id: string } | undefined; limit: number },
): Promise<AccountLine[]> {
	const { rows } = await db.query<AccountLine>({
		name: 'identity.accounts',
		text: `select a.id, a.name, a.email, a.suspended_at as "suspendedAt",
				(select json_agg(json_build_object('holdingId', h.id, 'postId', h.post_id, 'acting', h.acting, 'from', h.held_from,
						'to', h.held_to) order by h.held_from desc)
					from identity.holding h where h.account_id = a.id and h.pemda = $1) as posts
			from identity.account a
			where exists (select from identity.holding h where h.account_id = a.id and h.pemda = $1)
				and ($2 = '' or (lower(a.name) || ' ' || lower(a.email)) like '%' || $2 || '%')
				and ($3::text is null or (a.name, a.id) > ($3, $4::uuid))
			order by a.name, a.id limit $5`,
		values: [pemda, q.toLowerCase().replace(/[%_\\]/g, ''), page.after?.name ?? null, page.after?.id ?? null, page.limit],
	});
	return rows;
}

export async function selectAccountByEmail(tx: Db, email: string): Promise<{ id: string } | undefined> {
	const { rows } = await tx.query<{ id: string }>({
		name: 'identity.by-email',
		text: 'select id from identity.account where lower(email) = lower($1)',
		values: [email],
	});
	return rows[0];
}

export async function endHoldingRow(tx: Db, pemda: string, id: string, to: string): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'identity.end-post',
		text: 'update identity.holding set held_to = $3 where pemda = $1 and id = $2 and (held_to is null or held_to > $3)',
		values: [pemda, id, to],
	});
	return rowCount === 1;
}

export async function setSuspended(tx: Db, accountId: string, at: Date | null, by: string): Promise<void> {
	await tx.query({
		name: 'identity.suspend',
		text: 'update identity.account set suspended_at = $2, suspended_by = $3 where id = $1',
		values: [accountId, at, by],
	});
}

export type Holder = { pemda: string; postId: string; accountId: string; name: string };

/** Who holds the posts of a government today. */
export async function selectHolders(pemda: string, at: Date): Promise<Holder[]> {
	const { rows } = await db.query<Holder>({
		name: 'identity.holders',
		text: `select h.pemda, h.post_id as "postId", a.id as "accountId", a.name
			from identity.holding h join identity.account a on a.id = h.account_id
			where h.pemda = $1 and a.suspended_at is null and h.held_from <= ($2 at time zone 'Asia/Jakarta')::date
				and (h.held_to is null or h.held_to >= ($2 at time zone 'Asia/Jakarta')::date) order by a.name limit 500`,
		values: [pemda, at],
	});
	return rows;
}

export async function selectReach(pemda: string, accountId: string): Promise<{ belongs: boolean; isOperator: boolean }> {
	const { rows } = await db.query<{ belongs: boolean; isOperator: boolean }>({
		name: 'identity.reach',
		text: `select a.is_operator as "isOperator", exists (select from identity.holding h where h.account_id = a.id and h.pemda = $1) as belongs
			from identity.account a where a.id = $2`,
		values: [pemda, accountId],
	});
	return rows[0] ?? { belongs: false, isOperator: false };
}
