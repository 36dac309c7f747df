import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { claimFolder, findRunningPostgres } from '#platform/postgres';
import { stopCluster } from './cluster.ts';

/** Runs beside the tests' PostgreSQL and stops it when no test has used it for a while. */
const [folder = ''] = process.argv.slice(2);
const lookEveryMs = 2_000;
const idleAfterMs = 600_000;

if (!(await claimFolder(folder))) process.exit(0); // another keeper is here already

let usedAt = Date.now();
while (Date.now() - usedAt < idleAfterMs) {
	await sleep(lookEveryMs);
	const url = findRunningPostgres(folder);
	if (!url) process.exit(0);
	if (await isUsed(url)) usedAt = Date.now();
}
await stopCluster(folder);
process.exit(0);

async function isUsed(url: string): Promise<boolean> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined);
	try {
		await client.connect();
		const { rowCount } = await client.query(
			"select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
		);
		return rowCount === 1;
	} catch {
		return true; // just starting, or just stopping: look again
	} finally {
		await client.end().catch(() => undefined);
	}
}
