import type { Db } from './statement.ts';

/** The hash of what was loaded last under this name; none when nothing was. */
export async function findLoadedHash(on: Db, name: string): Promise<string | undefined> {
	const { rows } = await on.query<{ sha256: string }>({
		text: 'select sha256 from platform.loaded where name = $1',
		values: [name],
	});
	return rows[0]?.sha256;
}

/** Notes that what has this hash is loaded now. */
export async function keepLoadedHash(on: Db, name: string, sha256: string): Promise<void> {
	await on.query({
		text: `insert into platform.loaded (name, sha256) values ($1, $2)
			on conflict (name) do update set sha256 = excluded.sha256, at = now()`,
		values: [name, sha256],
	});
}
