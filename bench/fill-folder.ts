import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, disconnect, migrate } from '#platform/db';
import { type RunningPostgres, startPostgres } from '#platform/postgres';
import { loadFacts } from '../server/start/load-facts.ts';
import { prepareBareSearch } from './bare-sql.ts';
import { loadCases } from './load/load-cases.ts';

/** What a stand holds, and the bare server beside the platform. */
export type Load = {
	/** Writes it into a migrated database that holds the facts and is connected. */
	fill: (url: string, count: number, say: (what: string) => void) => Promise<void>;
	/** Before the servers start, each time; connected too. */
	ready?: (url: string) => Promise<void>;
	bare: string;
};
export const caseLoad: Load = {
	fill: async (url, count, say) => {
		await loadCases(url, count, say);
		await prepareBareSearch(url, count);
	},
	bare: 'bench/bare.ts',
};

/** More connections than an installation needs: two servers share it. The rest is as the platform sets it. */
const settings = { max_connections: '200' };

/** PostgreSQL on a folder, loaded now or by an earlier run in the same way. */
export async function fillFolder(folder: string, cases: number, load: Load): Promise<RunningPostgres> {
	const mark = join(folder, 'loaded');
	const form = formOfLoad();
	if (existsSync(folder) && (!existsSync(mark) || readFileSync(mark, 'utf8') !== form)) {
		console.error(`${folder} was loaded by another version, or not whole: loading anew`);
		rmSync(folder, { recursive: true });
	}
	mkdirSync(folder, { recursive: true });
	const postgres = await startPostgres(folder, settings);
	if (existsSync(mark)) return postgres;
	const from = Date.now();
	await migrate(postgres.url);
	await connected(postgres.url, async () => {
		await loadFacts();
		await load.fill(postgres.url, cases, (what) =>
			process.stderr.write(`\r\x1b[K${seconds(from)} s  ${what}`),
		);
	});
	process.stderr.write(`\r\x1b[K${cases} loaded in ${seconds(from)} s\n`);
	writeFileSync(mark, form);
	return postgres;
}

export async function connected(url: string, work: (url: string) => Promise<void>): Promise<void> {
	connect(url);
	await work(url).finally(disconnect);
}

const seconds = (from: number) => ((Date.now() - from) / 1000).toFixed(0);

/** What a loaded folder depends on. */
function formOfLoad(): string {
	const hash = createHash('sha256');
	for (const folder of ['migrations', 'bench/load'])
		for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
	return hash.update(readFileSync('bench/bare-sql.ts')).digest('hex');
}
