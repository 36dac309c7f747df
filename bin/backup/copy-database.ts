import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { currentUrl } from '#platform/db';
import type { Home } from '#platform/postgres';
import { copyFile, copyTree, sumFile } from './copy-tree.ts';
import type { Copied } from './manifest.ts';
import { segmentsBetween } from './segments.ts';

/** What a copy must not hold, or need not: PostgreSQL makes it anew. From its manual, "Making a Base Backup". */
const notNeeded =
	/^(pg_wal|pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)(\/|$)|^postmaster\.(pid|opts)$/;
const last = 'global/pg_control';

/**
 * A base backup: start, copy, stop on one connection, then the write-ahead log from the start of the copy to its end,
 * which a slot keeps meanwhile. The database works on.
 */
export async function copyDatabase(home: Home, to: string): Promise<Copied> {
	const client = new pg.Client({ connectionString: currentUrl(), application_name: 'ssp backup' });
	await client.connect();
	try {
		await client.query('select pg_create_physical_replication_slot($1, true, true)', [
			`ssp_backup_${process.pid}`,
		]);
		const start = await startCopy(client);
		const copied = await copyTree(home.data, to, (path) => notNeeded.test(path) || path === last);
		copied.files[last] = await copyFile(join(home.data, last), join(to, last));
		const { label, stop } = await stopCopy(client);
		await writeFile(join(to, 'backup_label'), label, { mode: 0o600 });
		copied.files['backup_label'] = await sumFile(join(to, 'backup_label'));
		await mkdir(join(to, 'pg_wal'), { recursive: true, mode: 0o700 });
		for (const name of segmentsBetween(start, stop)) {
			const path = join('pg_wal', name);
			copied.files[path] = await copyFile(join(home.data, path), join(to, path));
		}
		return copied;
	} finally {
		await client.end();
	}
}

async function startCopy(client: pg.Client): Promise<string> {
	const { rows } = await client.query<{ segment: string }>(
		"select pg_walfile_name(pg_backup_start('ssp backup', true)) as segment",
	);
	return rows[0]?.segment ?? '';
}

async function stopCopy(client: pg.Client): Promise<{ label: string; stop: string }> {
	const { rows } = await client.query<{ label: string; stop: string }>(
		'select labelfile as label, pg_walfile_name(lsn) as stop from pg_backup_stop(false)',
	);
	return rows[0] ?? { label: '', stop: '' };
}
