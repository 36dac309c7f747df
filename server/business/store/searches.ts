import type { Tx } from '#platform/db';

export type SavedSearch = { id: string; email: string; lang: 'id' | 'en'; query: string; toldUntil: Date };

/** The same address and search is one row; asked again it is asked again, and what was confirmed stays so. */
export async function insertSearch(
	tx: Tx,
	search: SavedSearch & { hash: Buffer; at: Date },
): Promise<{ isConfirmed: boolean }> {
	const { rows } = await tx.query<{ isConfirmed: boolean }>({
		name: 'business.save-search',
		text: `insert into business.saved_search as s (id, email, lang, query, link_hash, since, told_until)
			values ($1, $2, $3, $4, $5, $6, $7) on conflict (email, query) do update set lang = excluded.lang
			returning s.confirmed_at is not null as "isConfirmed"`,
		values: [search.id, search.email, search.lang, search.query, search.hash, search.at, search.toldUntil],
	});
	return rows[0] ?? { isConfirmed: false };
}

/** From the first yes on, what comes in is told. The query, or nothing where the link is none. */
export async function confirmByLink(tx: Tx, hash: Buffer, at: Date): Promise<string | undefined> {
	const { rows } = await tx.query<{ query: string }>({
		name: 'business.confirm-search',
		text: `update business.saved_search set told_until = case when confirmed_at is null then $2 else told_until end,
			confirmed_at = coalesce(confirmed_at, $2) where link_hash = $1 returning query`,
		values: [hash, at],
	});
	return rows[0]?.query;
}

export async function deleteByLink(tx: Tx, hash: Buffer): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'business.end-search',
		text: 'delete from business.saved_search where link_hash = $1',
		values: [hash],
	});
	return (rowCount ?? 0) > 0;
}

export async function selectConfirmed(tx: Tx): Promise<SavedSearch[]> {
	const { rows } = await tx.query<SavedSearch>({
		name: 'business.confirmed-searches',
		text: `select id, email, lang, query, told_until as "toldUntil" from business.saved_search
			where confirmed_at is not null order by id`,
	});
	return rows;
}

/** Takes the turn to tell what came in since: false where somebody else just did. */
export async function takeTurn(tx: Tx, id: string, before: Date, until: Date): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'business.told-search',
		text: `update business.saved_search set told_until = $3 where id = $1 and told_until = $2`,
		values: [id, before, until],
	});
	return (rowCount ?? 0) > 0;
}

export async function deleteUnconfirmed(tx: Tx, before: Date): Promise<void> {
	await tx.query({
		text: 'delete from business.saved_search where confirmed_at is null and since < $1',
		values: [before],
	});
}
