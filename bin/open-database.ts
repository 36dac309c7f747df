import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '#platform/config';
import { connect, disconnect } from '#platform/db';
import { claimFolder, findRunningPostgres, holdsData, startPostgres } from '#platform/postgres';
import type { Verb } from './ssp.ts';

const waitMs = 60_000;
const tryEveryMs = 200;

/**
 * The database of the running installation; where none runs, its PostgreSQL started for the while, and nobody else may
 * start meanwhile. Refuses what the verb does not stand. Returns how to leave it as it was.
 */
export async function openDatabase({
	existing,
	stopped,
}: Pick<Verb, 'existing' | 'stopped'>): Promise<() => Promise<void>> {
	if (config.databaseUrl) return useRunning(config.databaseUrl);
	if (existing && !holdsData(config.dataDir)) throw new Error(`No installation in ${config.dataDir}`);
	const patience = Date.now() + waitMs;
	do {
		if (await claimFolder(config.dataDir)) return startOwn();
		if (stopped) throw new Error('The installation runs: stop it first.');
		const url = findRunningPostgres(config.dataDir);
		if (url) return useRunning(url);
		await sleep(tryEveryMs); // it is just starting
	} while (Date.now() < patience);
	throw new Error(`What runs on ${config.dataDir} has no database after ${waitMs / 1000} s`);
}

function useRunning(url: string): () => Promise<void> {
	connect(url);
	return disconnect;
}

async function startOwn(): Promise<() => Promise<void>> {
	const stopped = new AbortController();
	const starting = startPostgres(config.dataDir, {}, stopped.signal);
	const stop = async () => {
		stopped.abort();
		const { stop: stopPostgres } = await starting;
		await stopPostgres();
	};
	leaveOnSignal(stop);
	const { url } = await starting;
	connect(url);
	return async () => {
		await disconnect();
		await stop();
	};
}

/** Ctrl-C ends the command and the PostgreSQL it started. */
function leaveOnSignal(stop: () => Promise<void>): void {
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		process.once(
			signal,
			() =>
				void stop()
					.catch(() => undefined)
					.finally(() => process.exit(code)),
		);
	}
}
