import pg from 'pg';
import { config } from '#platform/config';
import type { Db } from './statement.ts';

const bigint = 20;
const date = 1082;
pg.types.setTypeParser(bigint, Number);
pg.types.setTypeParser(date, (text) => text);

type Pools = { url: string; app: pg.Pool; owner: pg.Pool };
let pools: Pools | undefined;

/** Points the process at a database. Tests call it per file; the server once, after PostgreSQL stands. */
export function connect(url: string, size = config.databasePool): void {
	if (pools) throw new Error('Already connected to a database');
	const app = quiet(
		new pg.Pool({ connectionString: url, max: size, options: '-c role=ssp_app', application_name: 'ssp' }),
	);
	const owner = quiet(
		new pg.Pool({ connectionString: url, max: 10, application_name: 'ssp owner', allowExitOnIdle: true }),
	);
	pools = { url, app, owner };
}

export async function disconnect(): Promise<void> {
	const open = pools;
	pools = undefined;
	if (open) await Promise.all([open.app.end(), open.owner.end()]);
}

/** An idle connection that dies (a restart of PostgreSQL) is replaced at the next query; nothing to do here. */
function quiet(pool: pg.Pool): pg.Pool {
	pool.on('error', () => undefined);
	pool.on('connect', (client) => client.on('error', () => undefined));
	return pool;
}

function open(): Pools {
	if (!pools) {
		if (!config.databaseUrl) throw new Error('No database: connect() first, or set DATABASE_URL');
		connect(config.databaseUrl);
		return open();
	}
	return pools;
}

/** The pool behind `db` or `migratorDb`, for what needs a connection of its own (jobs, LISTEN, COPY). */
export function poolFor(role: 'app' | 'owner'): pg.Pool {
	return role === 'app' ? open().app : open().owner;
}

export function currentUrl(): string {
	return open().url;
}

/** As the application's role, without a scope: sees only what is public. One round trip a statement. */
export const db: Db = { query: (statement) => run(open().app, statement) };

/** As the owner: migrations, the job runner, imports, doctor. Row-level security does not hold it back. */
export const migratorDb: Db = { query: (statement) => run(open().owner, statement) };

export async function run<Row>(on: pg.Pool | pg.PoolClient, statement: Statement) {
	const { rows, rowCount } = await on.query<Row & pg.QueryResultRow>(statement);
	return { rows: rows as Row[], rowCount };
}
type Statement = Parameters<Db['query']>[0];
