import { spawn } from 'node:child_process';
import {
	existsSync,
	openSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './find-binaries.ts';
import type { Home } from './home.ts';

const fastShutdownMs = 30_000;
const leftoversLeaveMs = 5_000;
const largestLogBytes = 10 * 1024 * 1024;

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
	// What people wrote stands in statements and in the details of errors: neither goes to the log.
	log_error_verbosity: 'terse',
	log_min_error_statement: 'panic',
	log_checkpoints: 'off',
} as const;

/** The postmaster of this home, if one lives: its working directory is the data folder. */
export function runningPid(home: Home): number | undefined {
	const file = join(home.data, 'postmaster.pid');
	if (!existsSync(file)) return undefined;
	const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
	return livesIn(home, pid) ? pid : undefined;
}

function livesIn(home: Home, pid: number): boolean {
	try {
		return readlinkSync(`/proc/${pid}/cwd`) === home.data;
	} catch {
		return false; // gone, or not ours to look at
	}
}

/** Whether the running postmaster is of the programs we bring, and they are still on the disk. */
export function runsOurPrograms(home: Home, pid: number): boolean {
	try {
		return readlinkSync(`/proc/${pid}/exe`) === join(findBinaries(home), 'postgres');
	} catch {
		return false;
	}
}

/**
 * Starts the postmaster in a session of its own, so that Ctrl-C reaches us first and we stop it when our work is done.
 * Returns whether the process still lives.
 */
export async function launch(home: Home, extra: Record<string, string>): Promise<() => boolean> {
	await clearLeftovers(home);
	const all: Record<string, string> = { ...settings, unix_socket_directories: home.socketDir, ...extra };
	const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const log = openLog(home);
	const child = spawn(join(findBinaries(home), 'postgres'), ['-D', home.data, ...args], {
		...home.user,
		cwd: home.folder,
		detached: true,
		stdio: ['ignore', log, log],
	});
	let lives = true;
	const ended = () => {
		lives = false;
	};
	child.on('error', ended).on('exit', ended);
	child.unref();
	return () => lives;
}

/**
 * After a crash: processes of a killed postmaster may still be about, and its lock files may by now name a stranger, or
 * a process nobody buried, which PostgreSQL would take for itself. Refuses when a server we cannot see answers.
 */
async function clearLeftovers(home: Home): Promise<void> {
	if (await answers(socketOf(home))) {
		throw new Error(
			`Another PostgreSQL, in a container perhaps, already runs on ${home.data}. Stop it first.`,
		);
	}
	const patience = Date.now() + leftoversLeaveMs;
	for (let left = processesOf(home); left.length > 0; left = processesOf(home)) {
		if (Date.now() > patience) for (const pid of left) signal(pid, 'SIGQUIT');
		await sleep(50);
	}
	rmSync(join(home.data, 'postmaster.pid'), { force: true });
	rmSync(`${socketOf(home)}.lock`, { force: true });
}

function socketOf(home: Home): string {
	return join(home.socketDir, '.s.PGSQL.5432');
}

function processesOf(home: Home): number[] {
	return readdirSync('/proc')
		.map(Number)
		.filter((pid) => pid > 0 && livesIn(home, pid));
}

function answers(socket: string): Promise<boolean> {
	return new Promise((resolve) => {
		const connection = createConnection(socket);
		connection.on('connect', () => resolve(true)).on('error', () => resolve(false));
		connection.on('connect', () => connection.destroy());
	});
}

function openLog(home: Home): number {
	const path = logFile(home);
	if (existsSync(path) && statSync(path).size > largestLogBytes) renameSync(path, `${path}.1`);
	return openSync(path, 'a', 0o600);
}

export function logFile(home: Home): string {
	return join(home.folder, 'postgres.log');
}

/** Fast shutdown: open transactions roll back, everything committed is on disk. Returns when it is gone. */
export async function stopPostmaster(home: Home): Promise<void> {
	const pid = runningPid(home);
	if (pid === undefined) return;
	signal(pid, 'SIGINT');
	const patience = Date.now() + fastShutdownMs;
	while (livesIn(home, pid)) {
		if (Date.now() > patience) signal(pid, 'SIGQUIT');
		await sleep(20);
	}
}

function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch {
		// it went in this moment
	}
}
