import { type Db, db, type Tx } from '#platform/db';

export type KeyPurpose = 'ES256' | 'RS256' | 'cookie';
export type KeyRow = { kid: string; purpose: KeyPurpose; sealed: string; madeAt: Date; usedFrom: Date };

/** Newest first within each purpose. */
export async function selectKeys(on: Db = db): Promise<KeyRow[]> {
	const { rows } = await on.query<KeyRow>({
		name: 'sso.keys',
		text: `select kid, purpose, sealed, made_at as "madeAt", used_from as "usedFrom" from sso.signing_key
			order by purpose, used_from desc, kid`,
	});
	return rows;
}

export async function insertKeys(tx: Tx, keys: KeyRow[]): Promise<void> {
	await tx.query({
		name: 'sso.add-keys',
		text: `insert into sso.signing_key (kid, purpose, sealed, made_at, used_from)
			select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])`,
		values: [
			keys.map(({ kid }) => kid),
			keys.map(({ purpose }) => purpose),
			keys.map(({ sealed }) => sealed),
			keys.map(({ madeAt }) => madeAt),
			keys.map(({ usedFrom }) => usedFrom),
		],
	});
}

/** Of several processes at a first start one makes the keys. */
export async function lockKeys(tx: Tx): Promise<void> {
	await tx.query({ text: "select pg_advisory_xact_lock(hashtext('sso keys'))" });
}

/** As the owner: keys whose successor has been in use since before a moment. Returns how many went. */
export async function deleteOldKeys(owner: Db, before: Date): Promise<number> {
	const { rowCount } = await owner.query({
		text: `delete from sso.signing_key old where exists (select from sso.signing_key next
			where next.purpose = old.purpose and next.used_from > old.used_from and next.used_from < $1)`,
		values: [before],
	});
	return rowCount ?? 0;
}

/** As the owner: every key but these. */
export async function deleteOtherKeys(owner: Db, kids: string[]): Promise<void> {
	await owner.query({ text: 'delete from sso.signing_key where kid <> all ($1::text[])', values: [kids] });
}
