import { db, type Tx } from '#platform/db';
import type { HeldRow } from '../held-post.ts';
import type { Reach } from '../policy.ts';

type Credential = {
	id: string;
	password: string /** suspended, or a first password too old */;
	shut: boolean;
};

export async function selectForSignIn(
	email: string,
	at: Date,
	firstPasswordDays: number,
): Promise<Credential | undefined> {
	const { rows } = await db.query<Credential>({
		name: 'identity.for-sign-in',
		text: `select a.id, c.password, a.suspended_at is not null
				or (c.must_change and c.changed_at < $2::timestamptz - make_interval(days => $3)) as shut
			from identity.account a join identity.credential c on c.account_id = a.id where lower(a.email) = $1`,
		values: [email, at, firstPasswordDays],
	});
	return rows[0];
}

export type AccountRow = {
	id: string;
	email: string;
	name: string;
	/** Its hash. */
	password: string;
	mustChange: boolean;
	isOperator: boolean;
	by: string;
};

/** False when the address has an account already. */
export async function insertAccount(tx: Tx, account: AccountRow, at: Date): Promise<boolean> {
	const { id, email, name, isOperator, by, password, mustChange } = account;
	const { rowCount } = await tx.query({
		name: 'identity.add-account',
		text: `with added as (
				insert into identity.account (id, email, name, is_operator, created_by, created_at)
				values ($1, $2, $3, $4, $5, $8) on conflict (lower(email)) do nothing returning id)
			insert into identity.credential (account_id, password, must_change, changed_at)
			select id, $6, $7, $8 from added`,
		values: [id, email, name, isOperator, by, password, mustChange, at],
	});
	return rowCount === 1;
}

/** Holds an account against other writers until the transaction ends: by its address, or by its id where a government knows it. */
export async function lockAccount(
	tx: Tx,
	which: { email: string } | { id: string; pemda: string } | { accountId: string },
): Promise<string | undefined> {
	const { rows } = await tx.query<{ id: string }>(lockingOf(which));
	return rows[0]?.id;
}

function lockingOf(which: Parameters<typeof lockAccount>[1]) {
	if ('email' in which)
		return {
			name: 'identity.lock-by-email',
			text: 'select id from identity.account where lower(email) = $1 for no key update',
			values: [which.email],
		};
	if ('accountId' in which)
		return {
			name: 'identity.lock-by-id',
			text: 'select id from identity.account where id = $1 for no key update',
			values: [which.accountId],
		};
	return {
		name: 'identity.lock-known',
		text: `select id from identity.account a where id = $1 and exists (
				select from identity.holding h where h.account_id = a.id and h.pemda = $2) for no key update`,
		values: [which.id, which.pemda],
	};
}

type NewPassword = { accountId: string; password: string; mustChange: boolean; at: Date };

export async function updatePassword(tx: Tx, set: NewPassword): Promise<void> {
	await tx.query({
		name: 'identity.set-password',
		text: 'update identity.credential set password = $2, must_change = $3, changed_at = $4 where account_id = $1',
		values: [set.accountId, set.password, set.mustChange, set.at],
	});
}

/** The same password with today's settings, unless it was changed meanwhile. */
export async function replaceHash(tx: Tx, accountId: string, old: string, hash: string): Promise<void> {
	await tx.query({
		name: 'identity.rehash',
		text: 'update identity.credential set password = $3 where account_id = $1 and password = $2',
		values: [accountId, old, hash],
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

export async function updateProfile(
	tx: Tx,
	accountId: string,
	{ name = null, lang = null }: { name?: string | null; lang?: 'id' | 'en' | null },
): Promise<void> {
	await tx.query({
		name: 'identity.set-profile',
		text: 'update identity.account set name = coalesce($2, name), lang = coalesce($3, lang) where id = $1',
		values: [accountId, name, lang],
	});
}

export async function updateSuspension(
	tx: Tx,
	accountId: string,
	at: Date | null,
	by: string,
): Promise<void> {
	await tx.query({
		name: 'identity.suspend',
		text: 'update identity.account set suspended_at = $2, suspended_by = $3 where id = $1',
		values: [accountId, at, by],
	});
}

export type AccountLine = {
	id: string;
	name: string;
	email: string;
	suspendedAt: Date | null;
	held: HeldRow[];
};

const held = `(select coalesce(json_agg(json_build_object('pemda', h.pemda, 'holdingId', h.id, 'postId', h.post_id,
		'acting', h.acting, 'from', h.held_from, 'to', h.held_to) order by h.held_from desc, h.id), '[]')
	from identity.holding h where h.account_id = a.id and h.pemda = $1)`;

/** Accounts that hold or held a post of a government, by name; keyset by name and id. */
export async function selectAccounts(
	pemda: string,
	q: string,
	page: { after: { name: string; id: string } | undefined; limit: number },
): Promise<AccountLine[]> {
	const { rows } = await db.query<AccountLine>({
		name: 'identity.accounts',
		text: `select a.id, a.name, a.email, a.suspended_at as "suspendedAt", ${held} as held
			from identity.account a
			where exists (select from identity.holding h where h.account_id = a.id and h.pemda = $1)
				and ($2 = '' or (lower(a.name) || ' ' || lower(a.email)) like '%' || $2 || '%')
				and ($3::text is null or (a.name, a.id) > ($3, $4::uuid))
			order by a.name, a.id limit $5`,
		values: [pemda, q, page.after?.name ?? null, page.after?.id ?? null, page.limit],
	});
	return rows;
}

export type AccountFile = Omit<AccountLine, 'id'> & { seenAt: Date | null; mustChangePassword: boolean };

/** One account, with its posts of one government. */
export async function selectAccount(accountId: string, pemda: string): Promise<AccountFile | undefined> {
	const { rows } = await db.query<AccountFile>({
		name: 'identity.account',
		text: `select a.name, a.email, a.suspended_at as "suspendedAt", c.must_change as "mustChangePassword",
				(select max(s.seen_at) from identity.session s where s.account_id = a.id) as "seenAt", ${held} as held
			from identity.account a join identity.credential c on c.account_id = a.id where a.id = $2`,
		values: [pemda, accountId],
	});
	return rows[0];
}

export type OwnAccount = { email: string; name: string; lang: 'id' | 'en'; passwordChangedAt: Date };

export async function selectOwnAccount(accountId: string): Promise<OwnAccount | undefined> {
	const { rows } = await db.query<OwnAccount>({
		name: 'identity.own-account',
		text: `select a.email, a.name, a.lang, c.changed_at as "passwordChangedAt"
			from identity.account a join identity.credential c on c.account_id = a.id where a.id = $1`,
		values: [accountId],
	});
	return rows[0];
}

/** Where an account holds a post on a day ('YYYY-MM-DD') or will, and where it ever did. */
export async function selectReach(accountId: string, day: string): Promise<Reach | undefined> {
	const { rows } = await db.query<Reach>({
		name: 'identity.reach',
		text: `select a.is_operator as "isOperator",
				coalesce((select array_agg(distinct h.pemda) from identity.holding h where h.account_id = a.id), '{}') as "pemdaEver",
				coalesce((select array_agg(distinct h.pemda) from identity.holding h
					where h.account_id = a.id and (h.held_to is null or (h.held_to >= $2::date and h.held_to >= h.held_from))), '{}') as "pemdaNow"
			from identity.account a where a.id = $1`,
		values: [accountId, day],
	});
	return rows[0];
}

/** Whoever was verified is no longer sure to be the one who comes: back to what their own word gave. */
export async function lowerLevel(tx: Tx, accountId: string): Promise<void> {
	await tx.query({
		name: 'identity.lower-level',
		text: `update identity.account set level = 'nik' where id = $1 and level = 'verified'`,
		values: [accountId],
	});
}
