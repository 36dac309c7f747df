import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { remove } from '#platform/storage';
import { forgetStored, listUndecided, whileNobodyStores } from './stored-files.ts';

/** A query of one column: the hashes of every stored file that rows of a room name. */
type Names = string;

const graceMs = 48 * 3_600_000;
const batch = 500;
const atOnce = 5000;
const forNow: Names[] = [];
const forGood: Names[] = [];

/**
 * A room says, as a query, which stored files its rows name: the one place that sweeping, `doctor` and whoever else asks
 * about all files know it from. `forGood`: rows of this kind are never taken away, so the file is not asked about again. A
 * room that names files and does not say so loses them.
 */
export function namesFiles(names: Names, options: { forGood?: boolean } = {}): void {
	(options.forGood ? forGood : forNow).push(names);
}

/**
 * Removes files that came in two days ago or earlier and that no room names: of forms that were never sent, of uploads that
 * broke off. Files are stored by content, so one may belong to several; and it may come again while this runs. Returns how
 * many were removed.
 */
export async function sweepFiles(): Promise<number> {
	const before = new Date(now().getTime() - graceMs);
	let removed = 0;
	for (let after = ''; ; ) {
		const files = await listUndecided(before, after, batch);
		const kept = await namedBy(forGood, files);
		await forgetStored([...kept]);
		const named = await namedBy(forNow, files);
		for (const file of files.filter((one) => !kept.has(one) && !named.has(one))) {
			if (await sweepOne(file, before)) removed++;
		}
		after = files.at(-1) ?? '';
		if (files.length < batch) return removed;
	}
}

/** Asks again under the lock: whoever named it since has said so before. */
function sweepOne(file: string, before: Date): Promise<boolean> {
	return whileNobodyStores(file, before, async () => {
		if ((await namedBy([...forGood, ...forNow], [file])).size > 0) return false;
		await remove(file);
		return true;
	});
}

async function namedBy(rooms: Names[], files: string[]): Promise<Set<string>> {
	if (files.length === 0 || rooms.length === 0) return new Set();
	const { rows } = await migratorDb.query<{ sha256: string }>({
		text: `select sha256 from (${rooms.join(' union all ')}) n(sha256) where sha256 = any($1)`,
		values: [files],
	});
	return new Set(rows.map(({ sha256 }) => sha256));
}

/** Every stored file that a row of any room names, by its hash, each once. */
export async function* listNamedFiles(): AsyncGenerator<string> {
	const named = [...forGood, ...forNow].join(' union all ');
	for (let after = ''; named !== ''; ) {
		const { rows } = await migratorDb.query<{ sha256: string }>({
			text: `select distinct sha256 from (${named}) n(sha256) where sha256 > $1 order by sha256 limit $2`,
			values: [after, atOnce],
		});
		yield* rows.map(({ sha256 }) => sha256);
		after = rows.at(-1)?.sha256 ?? '';
		if (rows.length < atOnce) return;
	}
}
