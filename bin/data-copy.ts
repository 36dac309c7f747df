import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migratorDb, poolFor } from '#platform/db';

export type TableColumns = { name: string; columns: string[] };

/** Rows of the running program itself: workers, budgets, what was loaded. They are made anew where they are needed. */
const leftOut = [
	'platform.worker',
	'platform.spent',
	'platform.listener',
	'platform.audit_sealed_until',
	'regions.snapshot_version',
];

/** Every table of our rooms with the columns that hold facts: no computed ones, nothing that means another server's transactions. */
export async function listTables(): Promise<TableColumns[]> {
	const { rows } = await migratorDb.query<TableColumns>({
		text: `select format('%s.%s', n.nspname, c.relname) as name,
				array_agg(a.attname::text order by a.attnum) as columns
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
			where c.relkind = 'r' and n.nspname <> all ('{pg_catalog,information_schema,graphile_worker,public}')
				and a.atttypid <> 'xid8'::regtype
			group by 1 order by 1`,
	});
	return rows.filter(({ name }) => !leftOut.includes(name));
}

/** One table as CSV with a header, row after row. */
export async function readTable(
	name: string,
	columns: string[],
	take: (stream: Readable) => Promise<void>,
): Promise<void> {
	const client = await poolFor('owner').connect();
	try {
		await take(
			client.query(
				copyTo(
					`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout with (format csv, header)`,
				),
			),
		);
	} finally {
		client.release();
	}
}

type Source = TableColumns & { open: () => Readable };

/**
 * Fills tables in one transaction, without triggers and in any order: what was true together comes in together.
 * Refuses an installation that holds cases. Needs the rights of a superuser, which the embedded PostgreSQL's owner has.
 */
export async function intoEmptyTables(sources: Source[]): Promise<void> {
	const client = await poolFor('owner').connect();
	try {
		await client.query('begin');
		const { rowCount } = await client.query('select from casework.case limit 1');
		if (rowCount)
			throw new Error('This installation holds cases already; take the export into an empty one.');
		await client.query("set local session_replication_role = 'replica'");
		await client.query(`truncate ${sources.map(({ name }) => quoted(name)).join(', ')}`);
		for (const { name, columns, open } of sources) {
			const into = copyFrom(
				`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin with (format csv, header)`,
			);
			await pipeline(open(), client.query(into));
		}
		await client.query('update platform.audit_sealed_until set tx = pg_current_xact_id()');
		await client.query('update regions.snapshot_version set version = version + 1');
		await client.query(`select setval(pg_get_serial_sequence('platform.event', 'id'), (select coalesce(max(id), 0) + 1 from platform.event), false),
			setval(pg_get_serial_sequence('casework.tally_change', 'id'), (select coalesce(max(id), 0) + 1 from casework.tally_change), false)`);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw error;
	} finally {
		client.release();
	}
}

/** Names come from the catalogue or from an export; each part is quoted all the same. */
function quoted(name: string): string {
	return name
		.split('.')
		.map((part) => `"${part.replaceAll('"', '""')}"`)
		.join('.');
}
