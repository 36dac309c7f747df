import { readdirSync } from 'node:fs';
import { config } from '#platform/config';
import { connect, disconnect } from '#platform/db';
import { findRunningPostgres, startPostgres } from '#platform/postgres';
import { Refusal } from '#platform/refusal';
import { translate } from '#platform/i18n';

/** A verb of the command: `bin/verbs/import-calendar.ts` is `ssp import calendar`. */
export type Verb = {
	help: string;
	run: (args: string[]) => Promise<void>;
	/** It needs no database, or opens one itself. */
	alone?: boolean;
};

const folder = new URL('./verbs/', import.meta.url);
const names = readdirSync(folder)
	.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
	.map((name) => name.slice(0, -3))
	.sort();

const words = process.argv.slice(2);
const name = [words.slice(0, 2).join('-'), words[0] ?? ''].find((one) => names.includes(one));

if (!name) {
	await showAll();
	process.exit(words.length === 0 || words[0] === '--help' ? 0 : 2);
}
const verb: Verb = await import(new URL(`${name}.ts`, folder).href);
const args = words.slice(name.split('-').length);
if (args.includes('--help')) {
	console.log(verb.help);
	process.exit(0);
}
process.exit(await runVerb(verb, args));

async function showAll(): Promise<void> {
	console.log('ssp: the operator’s command. Each verb explains itself with --help.\n');
	for (const one of names) {
		const { help }: Verb = await import(new URL(`${one}.ts`, folder).href);
		console.log(`  ${help.split('\n')[0]}`);
	}
}

/** With the database of the running installation, or with its own PostgreSQL started for the while. */
async function runVerb(verb: Verb, args: string[]): Promise<number> {
	let stop = async () => undefined as void;
	try {
		if (!verb.alone) stop = await openDatabase();
		await verb.run(args);
		return 0;
	} catch (error) {
		console.error(error instanceof Refusal ? translate('en', error.messageKey, error.params) : error instanceof Error ? error.message : error);
		return 1;
	} finally {
		await stop();
	}
}

async function openDatabase(): Promise<() => Promise<void>> {
	const running = config.databaseUrl ?? findRunningPostgres(config.dataDir);
	const own = running ? undefined : await startPostgres(config.dataDir);
	connect(running ?? own?.url ?? '');
	return async () => {
		await disconnect();
		await own?.stop();
	};
}
