import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findRunningPostgres, isClaimed, startPostgres } from '#platform/postgres';

const top = resolve(import.meta.dirname, '../..');

/** Nothing a test writes needs to outlive the machine. */
const settings = {
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
	wal_keep_size: '0',
	max_connections: '300',
	shared_buffers: '128MB',
};

/** One PostgreSQL for all tests of this checkout and user. */
export function clusterFolder(): string {
	const mark = createHash('sha256').update(top).digest('hex').slice(0, 8);
	return join(tmpdir(), `ssp-tests-${userInfo().uid}-${mark}`);
}

/**
 * The address of the tests' PostgreSQL, started by whichever test file comes first. `npm test` stops it at its end;
 * where nobody does, its keeper does so ten minutes after the last test.
 */
export async function startCluster(): Promise<string> {
	const folder = clusterFolder();
	const { url } = await startPostgres(folder, settings);
	if (!(await isClaimed(folder))) {
		const keeper = join(import.meta.dirname, 'cluster-keeper.ts');
		spawn(process.execPath, [keeper, folder], { cwd: top, detached: true, stdio: 'ignore' }).unref();
	}
	return url;
}

/** Stops it, unless tests of somebody else use it still. */
export async function stopCluster(folder = clusterFolder()): Promise<void> {
	const url = existsSync(folder) ? findRunningPostgres(folder) : undefined;
	if (!url || (await isUsed(url))) return;
	const { stop } = await startPostgres(folder, settings);
	await stop();
}

export async function isUsed(url: string): Promise<boolean> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined);
	try {
		await client.connect();
		const { rowCount } = await client.query(
			"select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
		);
		return rowCount === 1;
	} catch {
		return true; // just starting, or just stopping: whoever asks looks again later
	} finally {
		await client.end().catch(() => undefined);
	}
}
