import { readdirSync } from 'node:fs';
import pg from 'pg';
import { translate } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { openDatabase } from './open-database.ts';

/** A verb of the command: `bin/verbs/import-calendar.ts` is `ssp import calendar`. */
export type Verb = {
	help: string;
	run: (args: string[]) => Promise<void>;
	/** It works on a stopped installation, without a database. */
	alone?: boolean;
	/** It is about an installation that exists: none is begun for it. */
	existing?: boolean;
	/** The installation must not run meanwhile. */
	stopped?: boolean;
};

const missingTables = ['42P01', '3F000'];
const folder = new URL('./verbs/', import.meta.url);
const names = readdirSync(folder)
	.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
	.map((name) => name.slice(0, -3))
	.sort();

const words = process.argv.slice(2);
/** Two words or one: `ssp admin create`, `ssp open311-key`. */
const name = [words.slice(0, 2).join('-'), words[0] ?? ''].find((one) => names.includes(one));

if (!name) {
	await showAll(words.filter((word) => !word.startsWith('-'))[0] ?? '');
	process.exit(words.length === 0 || words.includes('--help') ? 0 : 2);
}
const verb: Verb = await import(new URL(`${name}.ts`, folder).href);
const args = words.slice(words[0] === name ? 1 : 2);
if (args.includes('--help')) {
	console.log(verb.help);
	process.exit(0);
}
const unknown = findUnknown(args, verb.help);
if (unknown) {
	console.error(
		`${unknown} is no option of this command. What there is: ssp ${name.replace('-', ' ')} --help`,
	);
	process.exit(1);
}
process.exit(await runVerb(verb, args));

/** Before anything is started: an option that the help does not name. What follows `--` is a word, whatever it looks like. */
function findUnknown(given: string[], help: string): string | undefined {
	const known = new Set(help.match(/--[a-z0-9-]+/g));
	const end = given.indexOf('--');
	const options = given.slice(0, end < 0 ? undefined : end).filter((word) => /^-./.test(word));
	return options.map((word) => word.split('=')[0] ?? word).find((word) => !known.has(word));
}

/** The verbs that begin so, or all. */
async function showAll(begin: string): Promise<void> {
	const some = names.filter((one) => one.split('-')[0] === begin);
	console.log('ssp: the operator’s command. Each verb explains itself with --help.\n');
	for (const one of some.length > 0 ? some : names) {
		const { help }: Verb = await import(new URL(`${one}.ts`, folder).href);
		console.log(`  ${help.split('\n')[0]}`);
	}
}

function sayRefusal({ messageKey, fields, params }: Refusal): string {
	const wrong = Object.entries(fields).map(([field, key]) => `  ${field}: ${translate('en', key, params)}`);
	return [translate('en', messageKey, params), ...wrong].join('\n');
}

/** With the database of the running installation, or with its own PostgreSQL started for the while. */
async function runVerb(verb: Verb, args: string[]): Promise<number> {
	let stop: () => Promise<void> = async () => undefined;
	try {
		if (!verb.alone) stop = await openDatabase(verb);
		await verb.run(args);
		return 0;
	} catch (error) {
		console.error(sayError(error));
		return 1;
	} finally {
		await stop();
	}
}

function sayError(error: unknown): string {
	if (error instanceof Refusal) return sayRefusal(error);
	if (error instanceof pg.DatabaseError && missingTables.includes(error.code ?? '')) {
		return 'The database holds no tables of this version yet: run ssp migrate, or start once.';
	}
	if (!(error instanceof Error)) return String(error);
	// Node's own words about a wrong command line go on with advice for programmers.
	const isUsage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
	return isUsage ? `${error.message.split('. ')[0]}.` : error.message;
}
