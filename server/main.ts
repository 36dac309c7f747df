import '#casework';
import '#documents';
import '#reports';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSetupToken } from '#identity';
import { config } from '#platform/config';
import { listeners } from '#platform/events';
import { createHost, placeOf, servePages } from '#platform/http';
import { startBeats, startWorker, writeListeners } from '#platform/jobs';
import { log } from '#platform/log';
import { doors } from './doors/index.ts';
import { buildPages, builtPages, pagesAreStale } from './start/build-pages.ts';
import { loadFacts } from './start/load-facts.ts';
import { type OpenDatabase, openDatabase } from './start/open-database.ts';
import { say, sinceStart, step } from './start/say.ts';

const drainWithinMs = 25_000;
const oneKeypressMs = 700;
const drains: (() => Promise<void>)[] = [];
const stopping = new AbortController();
const hurry = new AbortController();
let database: OpenDatabase | undefined;

async function start(): Promise<void> {
	say(`Sumut Smart Province · ${config.role === 'all' ? 'web + worker' : config.role}`);
	database = await openDatabase(stopping.signal);
	stopping.signal.throwIfAborted();
	await step('regions, offices, calendars, rules', loadFacts);
	await writeListeners([...listeners()]);
	stopping.signal.throwIfAborted();
	if (config.role !== 'worker') await startWeb();
	stopping.signal.throwIfAborted();
	if (config.role !== 'web') await startWork();
	stopping.signal.throwIfAborted();
	if (config.role !== 'worker') await sayWhere();
}

async function startWeb(): Promise<void> {
	if (pagesAreStale()) await step('pages built', () => buildPages(stopping.signal));
	const app = createHost();
	drains.push(() => app.close());
	for (const door of doors) await app.register(door);
	await servePages(app, builtPages);
	await app.listen({ port: config.port, host: config.host }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EADDRINUSE') throw error;
		throw new Error(
			`Port ${config.port} sudah dipakai. · Port ${config.port} is taken: free it, or set PORT.`,
		);
	});
}

async function startWork(): Promise<void> {
	const worker = await startWorker();
	const beats = startBeats();
	drains.push(worker.stop, beats.stop);
}

async function sayWhere(): Promise<void> {
	const token = await createSetupToken();
	say(`\n  ${config.publicOrigin}   (${sinceStart()})`);
	if (token) say(`  No administrator yet. Open once: ${config.publicOrigin}/pasang/${token}`);
	say('');
}

/** Answers what was asked and finishes running jobs, then stops PostgreSQL. */
async function stop(code: number): Promise<void> {
	if (stopping.signal.aborted) return;
	stopping.abort();
	await started;
	await Promise.race([
		drain(),
		sleep(drainWithinMs, undefined, { signal: hurry.signal }).catch(() => undefined),
	]);
	await database?.stop();
	process.exit(code);
}

async function drain(): Promise<void> {
	await Promise.allSettled(drains.map((end) => end()));
	await database?.disconnect();
}

/** A fault nobody caught: what it was is logged, and PostgreSQL does not outlive us. */
function fault(thrown: unknown): void {
	const error = thrown instanceof Error ? thrown : new Error('not an Error');
	log.fatal({ err: error.name, at: placeOf(error) }, 'fault outside a request');
	void stop(1);
}

function notStarted(error: unknown): void {
	if (stopping.signal.aborted) return;
	say(`\n${error instanceof Error ? error.message : String(error)}`);
	if (error instanceof Error && error.cause instanceof Error) say(`  ${error.cause.message}`);
	void stop(1);
}

/** One Ctrl-C arrives twice, from the terminal and from npm; a second one a moment later means: do not wait. */
let asked = 0;
function onSignal(): void {
	if (asked === 0) say('\nBerhenti … · Stopping …');
	else if (Date.now() - asked > oneKeypressMs) hurry.abort();
	asked ||= Date.now();
	void stop(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
process.on('uncaughtException', fault);
const started = start().catch(notStarted);
