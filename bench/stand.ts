import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPostgres } from '#platform/postgres';
import { caseLoad, connected, fillFolder } from './fill-folder.ts';

/** One load on a PostgreSQL of its own, with the platform and the bare server on it. */
export type Stand = {
	cases: number;
	folder: string;
	postgres: RunningPostgres;
	platform: Served;
	bare: Served;
};
export type Served = { child: ChildProcess; origin: string };

/** Loads a folder, or goes on with one that an earlier run loaded in the same way. */
export async function makeStand(folder: string, cases: number, load = caseLoad): Promise<Stand> {
	const postgres = await fillFolder(folder, cases, load);
	if (load.ready) await connected(postgres.url, load.ready);
	const port = 18_400 + Math.round(Math.log10(cases) * 10);
	return {
		...{ cases, folder, postgres },
		platform: await serve(startCommand().args, port, { ...placeOf(folder), DATABASE_URL: postgres.url }),
		bare: await serve([load.bare], port + 1, { DATABASE_URL: postgres.url }),
	};
}

/** What `npm start` sets and runs, so that what is measured is what an operator gets. */
function startCommand(): { env: Record<string, string>; args: string[] } {
	const { scripts } = Object(JSON.parse(readFileSync('package.json', 'utf8')));
	const words = String(scripts.start).split(' ');
	const node = words.indexOf('node');
	const env = words.slice(0, node).filter((word) => word.includes('='));
	return { env: Object.fromEntries(env.map((word) => word.split('='))), args: words.slice(node + 1) };
}

/** A fresh installation's settings, and as behind a proxy: each asking comes from an address of its own. */
function placeOf(folder: string): Record<string, string> {
	return { ...startCommand().env, DATA_DIR: folder, ROLE: 'all', TRUST_PROXY: 'true' };
}

async function serve(args: string[], port: number, own: Record<string, string>): Promise<Served> {
	const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', ...own };
	const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
	const origin = `http://127.0.0.1:${port}`;
	await answers(`${origin}/health/live`, child);
	return { child, origin };
}

async function answers(address: string, child: ChildProcess): Promise<void> {
	for (let tries = 0; tries < 3000; tries++) {
		if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended`);
		const answer = await fetch(address).catch(() => undefined);
		if (answer?.ok) return;
		await sleep(10);
	}
	throw new Error(`${address} does not answer`);
}

/** Milliseconds from `npm start` on a folder that holds data, PostgreSQL included, to the first page. */
export async function measureStart({ folder }: Stand): Promise<number> {
	const port = 18_399;
	const from = performance.now();
	const env = {
		...process.env,
		...placeOf(folder),
		PORT: String(port),
		HOST: '127.0.0.1',
		LOG_LEVEL: 'error',
	};
	const child = spawn('npm', ['start', '--silent'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
	await answers(`http://127.0.0.1:${port}/`, child);
	const took = performance.now() - from;
	await end(child);
	return took;
}

/** The servers and PostgreSQL, in this order. */
export async function stopStand({ platform, bare, postgres }: Stand): Promise<void> {
	await Promise.all([end(platform.child), end(bare.child)]);
	await postgres.stop();
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	await ended;
}
