import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../../../migrations/', import.meta.url);
const lock = 7_061_200; // any number of our own: one migrator at a time

type Migration = { name: string; sql: string; sha256: string };

/**
 * Brings a database up to date: the roles, the job queue, then every file of `migrations/` not yet applied, in
 * order, each in a transaction of its own. A file that changed after it was applied stops the start.
 * Returns the names of those applied now.
 */
export async function migrate(
	url: string,
	onStep: (name: string) => void = () => undefined,
): Promise<string[]> {
	const client = new pg.Client({ connectionString: url, application_name: 'ssp migrate' });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [lock]);
		await createRoles(client);
		await makeQueue(url);
		return await applyAll(client, await readMigrations(), onStep);
	} finally {
		await client.end();
	}
}

async function applyAll(client: pg.Client, all: Migration[], onStep: (name: string) => void) {
	const applied = await readApplied(client);
	const done: string[] = [];
	for (const migration of all) {
		const before = applied.get(migration.name);
		if (before === migration.sha256) continue;
		if (before) throw new Error(`Migration ${migration.name} was changed after it was applied`);
		onStep(migration.name);
		await apply(client, migration);
		done.push(migration.name);
	}
	return done;
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
	await client.query('begin');
	try {
		await client.query(sql);
		await client.query('insert into public.ssp_migration (name, sha256) values ($1, $2)', [name, sha256]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw new Error(`Migration ${name} failed`, { cause: error });
	}
}

/** The migrations this program brings, in order. */
export async function readMigrations(): Promise<Migration[]> {
	const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
	return Promise.all(
		names.map(async (name) => {
			const sql = await readFile(new URL(name, folder), 'utf8');
			return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
		}),
	);
}

/** Names and hashes of what a database says was applied to it. */
async function readApplied(client: pg.Client): Promise<Map<string, string>> {
	await client.query(
		`create table if not exists public.ssp_migration
			(name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
	);
	const { rows } = await client.query<{ name: string; sha256: string }>(
		'select name, sha256 from public.ssp_migration',
	);
	return new Map(rows.map((row) => [row.name, row.sha256]));
}

/** The application and the reader own nothing; whoever migrates may act as them. */
async function createRoles(client: pg.Client): Promise<void> {
	await client.query(`
		do $$
		begin
			begin create role ssp_app nologin; exception when duplicate_object or unique_violation then null; end;
			begin create role ssp_reader nologin; exception when duplicate_object or unique_violation then null; end;
			if not pg_has_role(current_user, 'ssp_app', 'member') then execute format('grant ssp_app to %I', current_user); end if;
			if not pg_has_role(current_user, 'ssp_reader', 'member') then execute format('grant ssp_reader to %I', current_user); end if;
		end
		$$`);
}

async function makeQueue(url: string): Promise<void> {
	const { Logger, runMigrations } = await import('graphile-worker');
	await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) });
}
