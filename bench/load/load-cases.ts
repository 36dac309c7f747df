import type pg from 'pg';
import { buildIndexes, copy, dropIndexes, open, openFor, sendRows } from './bulk.ts';
import { dice } from './dice.ts';
import { inventCase } from './invent-case.ts';
import { makeSpots } from './places.ts';
import { addRows, columns, copyLine, emptyRows } from './rows.ts';
import { makeVocabulary } from './vocabulary.ts';

const batch = 4_000;
const spanMs = 4 * 365 * 86_400_000;
const schemaOf = (table: string) => (table === 'audit' || table === 'event' ? 'platform' : 'casework');
const into = (table: keyof typeof columns) => `${schemaOf(table)}.${table} (${columns[table]})`;
const tables = Object.keys(columns) as (keyof typeof columns)[]; // its own keys
const withPublic = [...tables, 'public_case', 'tally_change'];

/**
 * Cases of four years up to now, in the order they were filed, with all the platform would have written for each: made
 * here, sent by COPY into tables without secondary indexes, which are built after. Public rows and counters come from
 * the platform's own trigger. `say` is told what is being done.
 */
export async function loadCases(url: string, count: number, say: (what: string) => void): Promise<void> {
	const client = await open(url);
	const indexes = await dropIndexes(client, ['casework', 'platform'], [...withPublic, 'word']);
	await client.query('alter table casework.case enable always trigger keep_public');
	const words = await copyAll(url, client, count, say);
	await client.query('alter table casework.case enable trigger keep_public');
	await buildIndexes(client, indexes, say);
	say('counters and words');
	await client.query('select casework.fold_tally()');
	await client.query('update platform.audit_sealed_until set tx = pg_current_xact_id()');
	await copy(
		client,
		'casework.word (word, cases)',
		[...words].map(([word, cases]) => copyLine([word, cases])).join(''),
	);
	say('vacuum');
	await client.query('vacuum analyze');
	await client.query('checkpoint');
	await client.end();
}

/** Rows go to their tables side by side, each table over a connection of its own. Returns how many texts use each word. */
async function copyAll(
	url: string,
	client: pg.Client,
	count: number,
	say: (what: string) => void,
): Promise<Map<string, number>> {
	const { rows: rules } = await client.query<{ id: string }>('select id from casework.clock_rule limit 1');
	const ruleId = rules[0]?.id ?? '';
	const [spots, vocabulary, by, used] = [
		await makeSpots(),
		makeVocabulary(),
		dice(count),
		new Map<string, number>(),
	];
	const clients = new Map<keyof typeof columns, pg.Client>();
	for (const table of tables) clients.set(table, await openFor(url));
	const now = Date.now();
	let sending: Promise<unknown> = Promise.resolve();
	for (let done = 0; done < count; ) {
		const rows = emptyRows();
		const until = Math.min(count, done + batch);
		for (; done < until; done++) {
			const filedAt = now - spanMs + (spanMs - 60_000) * (done / count);
			const one = inventCase(by.of(spots), filedAt, now, vocabulary, by);
			addRows(rows, one, ruleId, now, by);
			if (one.published) countWords(used, `${one.title} ${one.body}`);
		}
		await sending;
		sending = sendRows(clients, rows, into);
		if (done % 40_000 === 0) say(`${done} of ${count} cases`);
	}
	await sending;
	for (const one of clients.values()) await one.end();
	return used;
}

function countWords(used: Map<string, number>, text: string): void {
	for (const word of new Set(text.split(' ')))
		if (word.length >= 4) used.set(word, (used.get(word) ?? 0) + 1);
}
