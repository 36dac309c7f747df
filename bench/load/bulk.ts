import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyLine, type Value } from './rows.ts';

/** How millions of rows are written: by COPY, into tables without secondary indexes, which are built after. */
export async function open(url: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined); // PostgreSQL may be stopped before it
	await client.connect();
	return client;
}

/** Foreign keys hold by how the rows are made; checking each would double the time. */
export async function openFor(url: string): Promise<pg.Client> {
	const client = await open(url);
	await client.query("set session_replication_role = 'replica'; set synchronous_commit = off");
	return client;
}

/** What only makes loading slow; primary keys and unique numbers stay. Returns how to build them again. */
export async function dropIndexes(client: pg.Client, schemas: string[], tables: string[]): Promise<string[]> {
	const { rows } = await client.query<{ name: string; sql: string }>(
		`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as sql from pg_index i
			join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
			where n.nspname = any($1) and t.relname = any($2)
				and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
		[schemas, tables],
	);
	for (const { name } of rows) await client.query(`drop index ${name}`);
	return rows.map(({ sql }) => sql);
}

export async function buildIndexes(
	client: pg.Client,
	indexes: string[],
	say: (what: string) => void,
): Promise<void> {
	await client.query('set maintenance_work_mem = 1048576; set max_parallel_maintenance_workers = 2');
	for (const [n, sql] of indexes.entries()) {
		say(`index ${n + 1} of ${indexes.length}`);
		await client.query(sql);
	}
}

/** A portion before its first row. */
export function noRows<Table extends string>(tables: readonly Table[]): Record<Table, Value[][]> {
	return Object.fromEntries(tables.map((table) => [table, []])) as unknown as Record<Table, Value[][]>; // each table
}

/** Rows of one portion to their tables side by side, each table over a connection of its own. */
export async function sendRows<Table extends string>(
	clients: Map<Table, pg.Client>,
	rows: Record<Table, Value[][]>,
	into: (table: Table) => string,
): Promise<void> {
	await Promise.all(
		[...clients].map(([table, client]) => copy(client, into(table), rows[table].map(copyLine).join(''))),
	);
}

export async function copy(client: pg.Client, into: string, text: string): Promise<void> {
	const stream = client.query(copyFrom(`copy ${into} from stdin`));
	const pieceBytes = 1 << 20;
	for (let from = 0; from < text.length; from += pieceBytes)
		if (!stream.write(text.slice(from, from + pieceBytes))) await once(stream, 'drain');
	stream.end();
	await finished(stream);
}
