import { setTimeout as sleep } from 'node:timers/promises';
import { claimFolder, findRunningPostgres } from '#platform/postgres';
import { isUsed, stopCluster } from './cluster.ts';

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
