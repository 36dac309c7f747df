import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { poolFor } from '#platform/db';
import { sumFile } from './backup/copy-tree.ts';

export type Column = { name: string; type: string; required: boolean };
export type Table = { name: string; columns: Column[] };
export type ExportedTable = Table & { rows: number; bytes: number; sha256: string };

/** Rows of the running program itself: workers, budgets, what was loaded. They are made anew where they are needed. */
const leftOut = [
	'platform.worker',
	'platform.spent',
	'platform.listener',
	'platform.audit_sealed_until',
	'regions.snapshot_version',
];

/** Runs `work` on one connection that sees the whole database as it was at one moment. */
export async function inSnapshot<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
	const client = await poolFor('owner').connect();
	try {
		await client.query('begin isolation level repeatable read read only');
		return await work(client);
	} finally {
		client.release(true);
	}
}

/**
 * Every table of our rooms with the columns that hold facts: no computed ones, nothing that means another server's
 * transactions.
 */
export async function listTables(client: pg.PoolClient): Promise<Table[]> {
	const { rows } = await client.query<Table>(
		`select format('%s.%s', n.nspname, c.relname) as name,
				json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
					'required', a.attnotnull) order by a.attnum) as columns
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
			where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public')
				and a.atttypid <> 'xid8'::regtype
			group by 1 order by 1`,
	);
	return rows.filter(({ name }) => !leftOut.includes(name));
}

/** One table as CSV with a header. */
export async function writeTable(client: pg.PoolClient, table: Table, path: string): Promise<ExportedTable> {
	const source = client.query(copyTo(`copy ${target(table)} to stdout with (format csv, header)`));
	await pipeline(source, createWriteStream(path, { mode: 0o600 }));
	await client.query('select'); // the count comes after the last row, and before the next answer
	return { ...table, rows: source.rowCount, ...(await sumFile(path)) };
}

type Source = Table & { path: string };

/**
 * Fills tables in one transaction, without triggers and in any order: what was true together comes in together.
 * Refuses an installation that holds cases. Needs the rights of a superuser, which the embedded PostgreSQL's owner has.
 */
export async function fillEmpty(sources: Source[]): Promise<void> {
	const client = await poolFor('owner').connect();
	try {
		await client.query('begin');
		await refuseUsed(client);
		await client.query("set local session_replication_role = 'replica'");
		await client.query(`truncate ${sources.map(({ name }) => quoted(name)).join(', ')}`);
		for (const source of sources) {
			const into = client.query(
				copyFrom(`copy ${target(source)} from stdin with (format csv, header match)`),
			);
			await pipeline(createReadStream(source.path), into);
		}
		await goOnAfter(client);
		await client.query('commit');
		await client.query('analyze');
	} finally {
		client.release(true);
	}
}

async function refuseUsed(client: pg.PoolClient): Promise<void> {
	const { rowCount: cases } = await client.query('select from casework.case limit 1');
	if (cases) throw new Error('This installation holds cases already; take the export into an empty one.');
	const { rowCount: workers } = await client.query(
		"select from platform.worker where seen_at > now() - interval '15 seconds' limit 1",
	);
	if (workers) throw new Error('The installation runs: stop it first.');
}

/** Counters go on after the highest number taken in; what is sealed is sealed; memories of tables are read again. */
async function goOnAfter(client: pg.PoolClient): Promise<void> {
	await client.query('update platform.audit_sealed_until set tx = pg_current_xact_id()');
	await client.query('update regions.snapshot_version set version = version + 1');
	const { rows } = await client.query<{ tab: string; col: string }>(
		`select format('%s.%s', n.nspname, c.relname) as tab, a.attname as col
			from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
			where a.attidentity <> '' and n.nspname not in ('graphile_worker', 'public')`,
	);
	for (const { tab, col } of rows) {
		await client.query(
			`select setval(pg_get_serial_sequence($1, $2), (select coalesce(max(${quoted(col)}), 0) + 1 from ${quoted(tab)}), false)`,
			[tab, col],
		);
	}
}

function target({ name, columns }: Table): string {
	return `${quoted(name)} (${columns.map((column) => quoted(column.name)).join(', ')})`;
}

/** Names come from the catalogue or from an export; each part is quoted all the same. */
function quoted(name: string): string {
	return name
		.split('.')
		.map((part) => `"${part.replaceAll('"', '""')}"`)
		.join('.');
}
