import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Home, prepareHome } from './home.ts';

export type RunningPostgres = {
	/** Reaches the database of the platform as its owner. */
	url: string;
	home: Home;
	/** It ran already, left behind by a process that was killed; it is ours to stop now. */
	adopted: boolean;
	stop: () => Promise<void>;
};

const major = '18';
const owner = 'ssp_owner';
const startWithinMs = 60_000;

const settings = {
	listen_addresses: '',
	unix_socket_permissions: '0700',
	max_connections: '120',
	shared_buffers: '256MB',
	wal_level: 'replica',
	wal_keep_size: '512MB',
	max_wal_size: '2GB',
	jit: 'off',
	timezone: 'UTC',
	log_timezone: 'UTC',
	random_page_cost: '1.1',
	client_connection_check_interval: '10s',
} as const;

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over the one that runs there. It listens on a private
 * socket only. `extra` settings are for tests and benches. Throws with the reason when it cannot start.
 */
export async function startPostgres(dataDir: string, extra: Record<string, string> = {}): Promise<RunningPostgres> {
	const home = prepareHome(dataDir);
	initialise(home);
	checkMajor(home);
	const adopted = runningPid(home) !== undefined;
	if (!adopted) launch(home, extra);
	await ready(home);
	await createDatabase(home);
	const watch = keepAlive(home, extra);
	return {
		url: urlOf(home),
		home,
		adopted,
		async stop() {
			clearInterval(watch);
			await stop(home);
		},
	};
}

const lookEveryMs = 2_000;

/** A PostgreSQL that was killed comes back; whatever was committed is there again. */
function keepAlive(home: Home, extra: Record<string, string>): NodeJS.Timeout {
	return setInterval(() => {
		if (runningPid(home) === undefined) launch(home, extra);
	}, lookEveryMs).unref();
}

/** The address of a PostgreSQL that runs in this data folder, for commands beside a running server. */
export function findRunningPostgres(dataDir: string): string | undefined {
	if (!existsSync(dataDir)) return undefined;
	const home = prepareHome(dataDir);
	return runningPid(home) === undefined ? undefined : urlOf(home);
}

/** Into a folder of another name, renamed when whole: a start killed half-way leaves nothing that looks finished. */
function initialise(home: Home): void {
	if (existsSync(join(home.data, 'PG_VERSION'))) return;
	const half = `${home.data}.new`;
	rmSync(half, { recursive: true, force: true });
	writeFileSync(home.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
	if (home.user) chownSync(home.passwordFile, home.user.uid, home.user.gid);
	const form = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
	const done = spawnSync(
		join(home.bin, 'initdb'),
		['-D', half, '-U', owner, '-A', 'scram-sha-256', `--pwfile=${home.passwordFile}`, '--no-instructions', ...form],
		{ ...asUser(home), encoding: 'utf8', cwd: home.folder },
	);
	if (done.status !== 0) throw new Error(`initdb failed: ${done.stderr || done.error?.message}`);
	renameSync(half, home.data);
}

function checkMajor(home: Home): void {
	const found = readFileSync(join(home.data, 'PG_VERSION'), 'utf8').trim();
	if (found === major) return;
	throw new Error(
		`The data in ${home.data} is of PostgreSQL ${found}; this program brings ${major}. Export with the program that made it (bin/ssp export) and import here.`,
	);
}

/** The postmaster of this data folder, if one lives: its working directory is the data folder. */
function runningPid(home: Home): number | undefined {
	const file = join(home.data, 'postmaster.pid');
	if (!existsSync(file)) return undefined;
	const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
	try {
		return readlinkSync(`/proc/${pid}/cwd`) === home.data ? pid : undefined;
	} catch {
		return undefined; // gone, or not ours to look at
	}
}

/** In a session of its own, so that Ctrl-C reaches us first and we stop it when our work is done. */
function launch(home: Home, extra: Record<string, string>): void {
	const all: Record<string, string> = { ...settings, unix_socket_directories: home.socketDir, ...extra };
	const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const logFile = openSync(join(home.folder, 'postgres.log'), 'a', 0o600);
	const child = spawn(join(home.bin, 'postgres'), ['-D', home.data, ...args], {
		...asUser(home),
		cwd: home.folder,
		detached: true,
		stdio: ['ignore', logFile, logFile],
	});
	child.on('error', () => undefined); // told by `ready`, which finds nobody
	child.unref();
}

async function ready(home: Home): Promise<void> {
	const deadline = Date.now() + startWithinMs;
	let last: unknown;
	while (Date.now() < deadline) {
		const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
		try {
			await client.connect();
			await client.end();
			return;
		} catch (error) {
			last = error;
			await client.end().catch(() => undefined);
			await sleep(50);
		}
	}
	const log = readFileSync(join(home.folder, 'postgres.log'), 'utf8').split('\n').slice(-8).join('\n');
	throw new Error(`PostgreSQL did not start:\n${log}`, { cause: last });
}

async function createDatabase(home: Home): Promise<void> {
	const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
	await client.connect();
	try {
		const { rowCount } = await client.query("select from pg_database where datname = 'ssp'");
		if (rowCount === 0) await client.query('create database ssp');
	} catch (error) {
		if (!(error instanceof pg.DatabaseError && error.code === '42P04')) throw error; // another start made it
	} finally {
		await client.end();
	}
}

async function stop(home: Home): Promise<void> {
	const pid = runningPid(home);
	if (pid === undefined) return;
	process.kill(pid, 'SIGINT'); // fast shutdown: open transactions roll back, everything committed is on disk
	const patience = Date.now() + 30_000;
	while (runningPid(home) !== undefined) {
		if (Date.now() > patience) process.kill(pid, 'SIGQUIT');
		await sleep(25);
	}
}

export function urlOf(home: Home, database = 'ssp'): string {
	const password = readFileSync(home.passwordFile, 'utf8').trim();
	return `postgresql://${owner}:${password}@localhost/${database}?host=${encodeURIComponent(home.socketDir)}`;
}

function asUser(home: Home): { uid?: number; gid?: number } {
	return home.user ?? {};
}
