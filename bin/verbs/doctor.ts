import { statfsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sealAudit, verifyChain } from '#platform/audit';
import { config } from '#platform/config';
import { migratorDb, readMigrations } from '#platform/db';
import { listDeadJobs } from '#platform/jobs';
import { listNamedFiles } from '#platform/media';
import { find, verify } from '#platform/storage';
import { rooms } from '../../server/architecture.ts';

export const existing = true;
export const help = `ssp doctor [--files]
  Looks the installation over: the database, migrations as shipped, the audit chain of every government, dead jobs,
  stored files that rows name, space on the disk. Names the first bad row of each chain. With --files every stored
  file is read and compared with its hash. Ends with 1 when something is wrong.`;

const leastFreeBytes = 2 * 1024 ** 3;

type Found = { wrong?: string; seen?: string };

export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { files: { type: 'boolean', default: false } } });
	const checks: [string, () => Promise<Found>][] = [
		['database', database],
		['migrations', migrations],
		['audit chain', chain],
		['jobs', jobs],
		['stored files', () => files(values.files)],
		['disk space', disk],
	];
	const wrong: string[] = [];
	for (const [what, look] of checks) {
		const found = await look().catch((error: Error): Found => ({ wrong: error.message }));
		console.log(`${found.wrong ? '✗' : '✓'} ${what}: ${found.wrong ?? found.seen}`);
		if (found.wrong) wrong.push(what);
	}
	if (wrong.length > 0) throw new Error(`Look at: ${wrong.join(', ')}`);
}

async function database(): Promise<Found> {
	const { rows } = await migratorDb.query<{ version: string; size: string }>({
		text: "select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size",
	});
	return { seen: `PostgreSQL ${rows[0]?.version}, ${rows[0]?.size}` };
}

async function migrations(): Promise<Found> {
	const { rows } = await migratorDb.query<{ name: string; sha256: string }>({
		text: 'select name, sha256 from public.ssp_migration order by name',
	});
	const shipped = await readMigrations();
	const hashes = new Map(shipped.map(({ name, sha256 }) => [name, sha256]));
	const changed = rows.find(({ name, sha256 }) => hashes.has(name) && hashes.get(name) !== sha256);
	if (changed) return { wrong: `${changed.name} is not as it was applied` };
	const unknown = rows.find(({ name }) => !hashes.has(name));
	if (unknown) return { wrong: `${unknown.name} was applied by a newer program` };
	const missing = shipped.find(({ name }) => !rows.some((row) => row.name === name));
	if (missing) return { wrong: `${missing.name} is not applied: run ssp migrate` };
	return { seen: `${rows.length} as shipped` };
}

async function chain(): Promise<Found> {
	await sealAudit();
	const bad = await verifyChain();
	if (bad.length === 0) return { seen: 'every link holds' };
	const lines = bad.map(({ pemda, seq, what, auditId }) => `${pemda} at link ${seq}: ${what} (${auditId})`);
	return { wrong: lines.join('; ') };
}

async function jobs(): Promise<Found> {
	const dead = await listDeadJobs();
	if (dead.length === 0) return { seen: 'none gave up' };
	const [newest] = dead;
	return { wrong: `${dead.length} gave up, the newest ${newest?.name} at ${newest?.since.toISOString()}` };
}

async function files(whole: boolean): Promise<Found> {
	// each room says at its loading which files its rows name
	for (const room of Object.keys(rooms)) await import(`#${room}`);
	const bad: string[] = [];
	let count = 0;
	for await (const sha256 of listNamedFiles()) {
		count++;
		const state = whole ? await verify(sha256) : (await find(sha256)) ? 'sound' : 'missing';
		if (state !== 'sound') bad.push(`${sha256} ${state}`);
	}
	return bad.length === 0
		? { seen: `${count} there` }
		: { wrong: `${bad.length} of ${count}, the first ${bad[0]}` };
}

async function disk(): Promise<Found> {
	const { bavail, bsize } = statfsSync(config.dataDir);
	const free = bavail * bsize;
	const seen = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
	return free > leastFreeBytes ? { seen } : { wrong: seen };
}
