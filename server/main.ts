import '#casework';
import '#reports';
import { config } from '#platform/config';
import { listeners } from '#platform/events';
import { createHost, servePages } from '#platform/http';
import { startBeats, startWorker, writeListeners } from '#platform/jobs';
import { createSetupToken } from '#identity';
import { doors } from './doors/index.ts';
import { buildPages, builtPages, pagesAreStale } from './start/build-pages.ts';
import { loadFacts } from './start/load-facts.ts';
import { openDatabase } from './start/open-database.ts';
import { say, sinceStart, step } from './start/say.ts';

type Stop = () => Promise<void>;
const stops: Stop[] = []; // undone in reverse

async function start(): Promise<void> {
	say(`Sumut Smart Province · ${config.role === 'all' ? 'web + worker' : config.role}`);
	const database = await openDatabase();
	stops.push(database.close);
	await step('regions, offices, calendars, rules', loadFacts);
	await writeListeners([...listeners()]);
	if (config.role !== 'worker') await startWeb();
	if (config.role !== 'web') await startWork();
	if (config.role !== 'worker') await sayWhere();
}

async function startWeb(): Promise<void> {
	if (pagesAreStale()) await step('pages built', buildPages);
	const app = createHost();
	for (const door of doors) await app.register(door);
	await servePages(app, builtPages);
	await app.listen({ port: config.port, host: config.host });
	stops.push(() => app.close());
}

async function startWork(): Promise<void> {
	const worker = await startWorker();
	stops.push(worker.stop);
	stops.push(startBeats().stop);
}

async function sayWhere(): Promise<void> {
	say(`\n  ${config.publicOrigin}   (${sinceStart()})`);
	const token = await createSetupToken();
	if (token) say(`  No administrator yet. Open once: ${config.publicOrigin}/pasang/${token}\n`);
}

/** Ctrl-C and SIGTERM: answer what was asked, finish running jobs, then stop PostgreSQL. A second one does not wait. */
let stopping = false;
async function stop(): Promise<void> {
	if (stopping) process.exit(1);
	stopping = true;
	say('\nStopping …');
	for (const undo of stops.reverse()) await undo();
	process.exit(0);
}

process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

try {
	await start();
} catch (error) {
	say(`\n${error instanceof Error ? error.message : String(error)}`);
	if (error instanceof Error && error.cause instanceof Error) say(`  ${error.cause.message}`);
	for (const undo of stops.reverse()) await undo().catch(() => undefined);
	process.exit(1);
}
