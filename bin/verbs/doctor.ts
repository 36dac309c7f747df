import { statfsSync } from 'node:fs';
import { listStoredFiles } from '#casework';
import { sealAudit, verifyChain } from '#platform/audit';
import { config } from '#platform/config';
import { migratorDb, readMigrations } from '#platform/db';
import { listDeadJobs } from '#platform/jobs';
import { has } from '#platform/storage';

export const help = `ssp doctor
  Looks the installation over: migrations as shipped, the audit chain of every government, dead jobs, stored files that
  rows name, space on the disk. Names the first bad row of each chain. Ends with 1 when something is wrong.`;

const leastFreeBytes = 2 * 1024 ** 3;

export async function run(): Promise<void> {
	const wrong: string[] = [];
	const check = async (what: string, look: () => Promise<string | undefined>) => {
		const found = await look();
		console.log(`${found ? '✗' : '✓'} ${what}${found ? `: ${found}` : ''}`);
		if (found) wrong.push(what);
	};
	await check('migrations', migrations);
	await check('audit chain', chain);
	await check('jobs', jobs);
	await check('stored files', files);
	await check('disk space', disk);
	if (wrong.length > 0) throw new Error(`Look at: ${wrong.join(', ')}`);
}

async function migrations(): Promise<string | undefined> {
	const { rows } = await migratorDb.query<{ name: string; sha256: string }>({
		text: 'select name, sha256 from public.ssp_migration',
	});
	const applied = new Map(rows.map((row) => [row.name, row.sha256]));
	const bad = (await readMigrations()).find(({ name, sha256 }) => applied.get(name) !== sha256);
	return bad && `${bad.name} is not as it was applied`;
}

async function chain(): Promise<string | undefined> {
	await sealAudit();
	const bad = await verifyChain();
	return bad.length === 0
		? undefined
		: bad.map((link) => `${link.pemda} at ${link.seq}, ${link.what} (${link.auditId})`).join('; ');
}

async function jobs(): Promise<string | undefined> {
	const dead = await listDeadJobs();
	return dead.length === 0 ? undefined : `${dead.length} gave up, the newest ${dead[0]?.name}`;
}

async function files(): Promise<string | undefined> {
	let missing = 0;
	let first = '';
	for await (const sha256 of listStoredFiles()) {
		if (await has(sha256)) continue;
		missing++;
		first ||= sha256;
	}
	return missing === 0 ? undefined : `${missing} missing, the first ${first}`;
}

async function disk(): Promise<string | undefined> {
	const { bavail, bsize } = statfsSync(config.dataDir);
	const free = bavail * bsize;
	return free > leastFreeBytes ? undefined : `${(free / 1024 ** 3).toFixed(1)} GiB free`;
}
