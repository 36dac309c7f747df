import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { log } from '#platform/log';
import { takeTurns } from './claim-folder.ts';
import { type Home, prepareHome } from './home.ts';
import { initialise, urlOf } from './initialise.ts';
import { launch, logFile, runningPid, runsOurPrograms, stopPostmaster } from './postmaster.ts';

export type RunningPostgres = {
	/** Reaches the database of the platform as its owner. */
	url: string;
	home: Home;
	/** It ran already, left behind by a process that was killed; it is ours to stop now. */
	adopted: boolean;
	stop: () => Promise<void>;
};

const answersWithinMs = 60_000;
const recoversWithinMs = 3_600_000;
const lookEveryMs = 1_000;
const startingUp = '57P03';

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over the one that runs there; several that call at once
 * get the same one. It listens on a private socket only. `extra` settings are for tests and benches. When `signal`
 * aborts, what was started is stopped and the promise rejects. Throws with the reason when it cannot start.
 */
export async function startPostgres(
	dataDir: string,
	extra: Record<string, string> = {},
	signal?: AbortSignal,
): Promise<RunningPostgres> {
	const home = prepareHome(dataDir);
	const adopted = await takeTurns(home.folder, 'postgres', () => startOrAdopt(home, extra, signal));
	const watch = keepAlive(home, extra);
	return {
		url: urlOf(home),
		home,
		adopted,
		async stop() {
			await watch.end();
			await stopPostmaster(home);
		},
	};
}

/** The address of a PostgreSQL that runs in this data folder, for commands beside a running server. */
export function findRunningPostgres(dataDir: string): string | undefined {
	if (!existsSync(dataDir)) return undefined;
	const home = prepareHome(dataDir);
	return runningPid(home) === undefined ? undefined : urlOf(home);
}

/** Whether this data folder holds a database, running or not. */
export function holdsData(dataDir: string): boolean {
	return existsSync(dataDir) && existsSync(prepareHome(dataDir).data);
}

async function startOrAdopt(
	home: Home,
	extra: Record<string, string>,
	signal?: AbortSignal,
): Promise<boolean> {
	initialise(home, extra['fsync'] !== 'off');
	const running = runningPid(home);
	const adopted = running !== undefined && runsOurPrograms(home, running);
	if (running !== undefined && !adopted) await stopPostmaster(home); // of a release before this one
	try {
		const lives = adopted ? () => runningPid(home) !== undefined : await launch(home, extra);
		await ready(home, lives, signal);
		await createDatabase(home);
	} catch (error) {
		if (!adopted) await stopPostmaster(home);
		throw error;
	}
	return adopted;
}

/** A PostgreSQL that was killed comes back; whatever was committed is there again. */
function keepAlive(home: Home, extra: Record<string, string>): { end: () => Promise<void> } {
	let looking: Promise<void> | undefined;
	const ended = new AbortController();
	const look = async () => {
		if (runningPid(home) !== undefined) return;
		await takeTurns(home.folder, 'postgres', async () => {
			if (runningPid(home) !== undefined) return;
			log.warn('PostgreSQL was gone; starting it again');
			await ready(home, await launch(home, extra), ended.signal);
		});
	};
	const timer = setInterval(() => {
		looking ??= look()
			.catch((error: unknown) =>
				log.error({ err: error instanceof Error ? error.name : '' }, 'PostgreSQL does not start'),
			)
			.finally(() => {
				looking = undefined;
			});
	}, lookEveryMs).unref();
	return {
		async end() {
			clearInterval(timer);
			ended.abort();
			await looking;
		},
	};
}

/** Waits until it takes connections. After a crash it first replays its log, and may take its time. */
async function ready(home: Home, lives: () => boolean, signal?: AbortSignal): Promise<void> {
	const from = Date.now();
	let last: unknown;
	while (lives()) {
		signal?.throwIfAborted();
		last = await tryOnce(home);
		if (last === undefined) return;
		const recovering = last instanceof pg.DatabaseError && last.code === startingUp;
		if (last instanceof pg.DatabaseError && !recovering) break;
		if (Date.now() - from > (recovering ? recoversWithinMs : answersWithinMs)) break;
		await sleep(25);
	}
	throw new Error(`PostgreSQL did not start; the end of ${logFile(home)}:\n${lastLines(home)}`, {
		cause: last,
	});
}

async function tryOnce(home: Home): Promise<unknown> {
	const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
	client.on('error', () => undefined);
	try {
		await client.connect();
		return undefined;
	} catch (error) {
		return error;
	} finally {
		await client.end().catch(() => undefined);
	}
}

function lastLines(home: Home): string {
	const path = logFile(home);
	return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}

async function createDatabase(home: Home): Promise<void> {
	const client = new pg.Client({ connectionString: urlOf(home, 'postgres') });
	await client.connect();
	try {
		const { rowCount } = await client.query("select from pg_database where datname = 'ssp'");
		if (rowCount === 0) await client.query('create database ssp');
	} finally {
		await client.end();
	}
}
