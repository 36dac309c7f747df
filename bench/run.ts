import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { connect, disconnect, migrate } from '#platform/db';
import { startPostgres } from '#platform/postgres';
import { loadFacts } from '../server/start/load-facts.ts';
import { cpuOf, cpuOfPostgres, memoryOf } from './cpu.ts';
import { loadCases } from './load-cases.ts';
import { giveRealNumbers } from './real-numbers.ts';
import { type Work, works } from './works.ts';

const { values: options } = parseArgs({
	options: {
		cases: { type: 'string', default: '100000' },
		works: { type: 'string', default: '' },
		rounds: { type: 'string', default: '3' },
		seconds: { type: 'string', default: '4' },
		connections: { type: 'string', default: '16' },
	},
});
const count = Number(options.cases);
const folder = mkdtempSync(join(tmpdir(), 'ssp-bench-'));
const ports = { platform: 18_431, bare: 18_432 };
const children: ChildProcess[] = [];

const postgres = await startPostgres(folder, { shared_buffers: '1GB', max_connections: '200' });
try {
	await migrate(postgres.url);
	connect(postgres.url);
	await loadFacts();
	await disconnect();
	const client = new pg.Client({ connectionString: postgres.url });
	client.on('error', () => undefined); // PostgreSQL is stopped before it
	await client.connect();
	await loadCases(client, count, (done) => process.stderr.write(`\r${done} of ${count} cases`));
	const rows = await giveRealNumbers(client, 2000);
	process.stderr.write('\n');
	const platform = await start('server/main.ts', ports.platform);
	const bare = await start('bench/bare.ts', ports.bare);
	console.log(
		`${count} cases, ${options.connections} connections, ${options.rounds} rounds of ${options.seconds} s\n`,
	);
	console.log('work     requests/s    app ms     pg ms       p50       p99      bare   bare ms     ratio');
	const wanted = options.works ? options.works.split(',') : undefined;
	for (const work of works(rows))
		if (!wanted || wanted.includes(work.name)) await measure(work, platform, bare);
	console.log(`\nmemory of the platform after load: ${memoryOf(pidOf(platform)).toFixed(0)} MB`);
	await client.end();
} catch (error) {
	console.error(error);
	process.exitCode = 1;
} finally {
	for (const child of children) child.kill('SIGTERM');
	await sleep(1500);
	await postgres.stop();
	rmSync(folder, { recursive: true, force: true });
}

type Round = { perSecond: number; app: number; database: number; p50: number; p99: number; failed: number };

async function measure(work: Work, platform: ChildProcess, bare: ChildProcess): Promise<void> {
	const rounds: { ours: Round; theirs: Round | undefined }[] = [];
	for (let round = 0; round < Number(options.rounds); round++) {
		const ours = await drive(work.platform, ports.platform, platform, `${work.name}${round}`);
		const theirs = work.bare.length
			? await drive(work.bare, ports.bare, bare, `${work.name}${round}`)
			: undefined;
		rounds.push({ ours, theirs });
	}
	const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
	const line = [
		of((r) => r.ours.perSecond)
			.toFixed(0)
			.padStart(11),
		of((r) => r.ours.app)
			.toFixed(2)
			.padStart(10),
		of((r) => r.ours.database)
			.toFixed(2)
			.padStart(10),
		of((r) => r.ours.p50)
			.toFixed(1)
			.padStart(10),
		of((r) => r.ours.p99)
			.toFixed(1)
			.padStart(10),
		work.bare.length
			? of((r) => r.theirs?.perSecond ?? 0)
					.toFixed(0)
					.padStart(10)
			: '         –',
		work.bare.length
			? of((r) => (r.theirs?.app ?? 0) + (r.theirs?.database ?? 0))
					.toFixed(2)
					.padStart(10)
			: '         –',
		work.bare.length
			? of((r) => r.ours.perSecond / (r.theirs?.perSecond ?? 1))
					.toFixed(2)
					.padStart(10)
			: '         –',
	];
	const failed = rounds.reduce((sum, { ours, theirs }) => sum + ours.failed + (theirs?.failed ?? 0), 0);
	console.log(work.name.padEnd(8) + line.join('') + (failed ? `   ${failed} failed` : ''));
}

async function drive(
	requests: Work['platform'],
	port: number,
	server: ChildProcess,
	run: string,
): Promise<Round> {
	const before = { app: cpuOf(pidOf(server)), database: cpuOfPostgres(postgres.home.data) };
	const orders = {
		origin: `http://127.0.0.1:${port}`,
		connections: Number(options.connections),
		seconds: Number(options.seconds),
		requests: JSON.parse(JSON.stringify(requests).replaceAll('{{run}}', run)),
		from: 0,
	};
	const driver = spawn(process.execPath, ['bench/drive.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
	driver.stdin.end(JSON.stringify(orders));
	let out = '';
	for await (const chunk of driver.stdout) out += chunk;
	const said: { answered: number; failed: number; p50: number; p99: number } = JSON.parse(out);
	const app = cpuOf(pidOf(server)) - before.app;
	const database = cpuOfPostgres(postgres.home.data) - before.database;
	const each = (seconds: number) => (1000 * seconds) / Math.max(1, said.answered);
	return { ...said, perSecond: said.answered / orders.seconds, app: each(app), database: each(database) };
}

async function start(file: string, port: number): Promise<ChildProcess> {
	const env = {
		...process.env,
		DATABASE_URL: postgres.url,
		PORT: String(port),
		HOST: '127.0.0.1',
		DATA_DIR: folder,
		ROLE: 'all',
		LOG_LEVEL: 'error',
		BENCH: '1',
	};
	const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
	children.push(child);
	for (let i = 0; i < 300; i++) {
		try {
			await fetch(`http://127.0.0.1:${port}/health/live`);
			return child;
		} catch {
			await sleep(200);
		}
	}
	throw new Error(`${file} did not start`);
}

function pidOf(child: ChildProcess): number {
	if (!child.pid) throw new Error('A server is not running');
	return child.pid;
}

function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
