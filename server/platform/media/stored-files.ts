import { now } from '#platform/clock';
import { db, type Tx, withTx } from '#platform/db';

/** Says that these files are about to be stored, before they are: from now on nobody sweeps them for a while. */
export async function noteStored(files: string[]): Promise<void> {
	await db.query({
		name: 'media.note-stored',
		text: `insert into platform.stored_file (sha256, stored_at)
			select f, $2::timestamptz from unnest($1::text[]) f group by f order by f
			on conflict (sha256) do update set stored_at = excluded.stored_at`,
		values: [files, now()],
	});
}

/** Files that somebody named for good and does no more: looked at again, as if they came now. */
export async function offerForSweeping(tx: Tx, files: string[]): Promise<void> {
	await tx.query({
		name: 'media.offer-for-sweeping',
		text: `insert into platform.stored_file (sha256, stored_at)
			select f, $2::timestamptz from unnest($1::text[]) f group by f order by f
			on conflict (sha256) do update set stored_at = excluded.stored_at`,
		values: [files, now()],
	});
}

/** Files that came before this moment and are not kept for good, in the order of their address. */
export async function listUndecided(before: Date, after: string, limit: number): Promise<string[]> {
	const { rows } = await db.query<{ sha256: string }>({
		text: `select sha256 from platform.stored_file where stored_at < $1 and sha256 > $2 order by sha256 limit $3`,
		values: [before, after, limit],
	});
	return rows.map(({ sha256 }) => sha256);
}

/** Kept for good: not looked at again. */
export async function forgetStored(files: string[]): Promise<void> {
	await db.query({ text: 'delete from platform.stored_file where sha256 = any($1)', values: [files] });
}

/**
 * Does `remove` while nobody can say that this file is about to be stored: who says so waits, and then stores it anew. Not
 * done when it came again meanwhile, or when `remove` answers false.
 */
export async function whileNobodyStores(
	sha256: string,
	before: Date,
	remove: () => Promise<boolean>,
): Promise<boolean> {
	return withTx(async (tx) => {
		const { rowCount } = await tx.query({
			text: 'select from platform.stored_file where sha256 = $1 and stored_at < $2 for update',
			values: [sha256, before],
		});
		if (!rowCount || !(await remove())) return false;
		await tx.query({ text: 'delete from platform.stored_file where sha256 = $1', values: [sha256] });
		return true;
	});
}
