import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { dice } from './dice.ts';
import { inventCase } from './invent-case.ts';
import { makeSpots } from './places.ts';
import { addRows, columns, copyLine, emptyRows, type Rows } from './rows.ts';
import { makeVocabulary } from './vocabulary.ts';

const batch = 4_000;
const spanMs = 4 * 365 * 86_400_000;
const schemaOf = (table: string) => (table === 'audit' || table === 'event' ? 'platform' : 'casework');
const tables = Object.keys(columns) as (keyof typeof columns)[]; // its own keys
const withPublic = [...tables, 'public_case', 'tally_change'];

/**
 * Cases of four years up to now, in the order they were filed, with all the platform would have written for each: made
 * here, sent by COPY into tables without secondary indexes, which are built after. Public rows and counters come from
 * the platform's own trigger. `say` is told what is being done.
 */
export async function loadCases(url: string, count: number, say: (what: string) => void): Promise<void> {
	const client = await open(url);
	const indexes = await dropIndexes(client);
	await client.query('alter table casework.case enable always trigger keep_public');
	const words = await copyAll(url, client, count, say);
	await client.query('alter table casework.case enable trigger keep_public');
	await client.query('set maintenance_work_mem = 1048576; set max_parallel_maintenance_workers = 2');
	for (const [n, sql] of indexes.entries()) {
		say(`index ${n + 1} of ${indexes.length}`);
		await client.query(sql);
	}
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

async function open(url: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined); // PostgreSQL may be stopped before it
	await client.connect();
	return client;
}

/** What only makes loading slow; primary keys and unique numbers stay. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string; sql: string }>(
		`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as sql from pg_index i
			join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
			where n.nspname in ('casework', 'platform') and t.relname = any($1)
				and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
		[[...withPublic, 'word']],
	);
	for (const { name } of rows) await client.query(`drop index ${name}`);
	return rows.map(({ sql }) => sql);
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
	const clients = new Map<string, pg.Client>();
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
		sending = sendRows(clients, rows);
		if (done % 40_000 === 0) say(`${done} of ${count} cases`);
	}
	await sending;
	for (const one of clients.values()) await one.end();
	return used;
}

/** Foreign keys hold by how the rows are made; checking each would double the time. */
async function openFor(url: string): Promise<pg.Client> {
	const client = await open(url);
	await client.query("set session_replication_role = 'replica'; set synchronous_commit = off");
	return client;
}

async function sendRows(clients: Map<string, pg.Client>, rows: Rows): Promise<void> {
	await Promise.all(
		tables.map(async (table) => {
			const client = clients.get(table);
			const text = rows[table].map(copyLine).join('');
			if (client) await copy(client, `${schemaOf(table)}.${table} (${columns[table]})`, text);
		}),
	);
}

async function copy(client: pg.Client, into: string, text: string): Promise<void> {
	const stream = client.query(copyFrom(`copy ${into} from stdin`));
	const pieceBytes = 1 << 20;
	for (let from = 0; from < text.length; from += pieceBytes)
		if (!stream.write(text.slice(from, from + pieceBytes))) await once(stream, 'drain');
	stream.end();
	await finished(stream);
}

function countWords(used: Map<string, number>, text: string): void {
	for (const word of new Set(text.split(' ')))
		if (word.length >= 4) used.set(word, (used.get(word) ?? 0) + 1);
}
