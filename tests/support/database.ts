import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { connect, disconnect, migrate } from '#platform/db';
import { startPostgres } from '#platform/postgres';
import { loadFacts } from '../../server/start/load-facts.ts';

const top = resolve(import.meta.dirname, '../..');
const lock = 7_061_201;

/**
 * A database of its own for this test file, cloned in a fifth of a second from a template that was migrated and holds
 * the shipped facts; `#platform/db` points at it until the file ends. All files share one PostgreSQL (no fsync), which
 * the first of them starts and `npm test` stops; one left behind is taken over by the next run.
 */
export async function testDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
	const server = await startPostgres(clusterFolder(), {
		fsync: 'off',
		synchronous_commit: 'off',
		full_page_writes: 'off',
		max_connections: '300',
		shared_buffers: '128MB',
	});
	const template = await makeTemplate(server.url);
	const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
	await asOwner(server.url, (client) => client.query(`create database ${name} template ${template}`));
	const url = onDatabase(server.url, name);
	connect(url, 8);
	let open = true;
	const close = async () => {
		if (!open) return;
		open = false;
		await disconnect();
		await asOwner(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
	};
	after(close);
	return { url, close };
}

export function clusterFolder(): string {
	const mark = createHash('sha256').update(top).digest('hex').slice(0, 8);
	return join(tmpdir(), `ssp-tests-${userInfo().uid}-${mark}`);
}

/** One template per state of migrations and facts; older ones are dropped by whoever makes the newer. */
async function makeTemplate(serverUrl: string): Promise<string> {
	const name = `template_${hashOfFacts()}`;
	await asOwner(serverUrl, async (client) => {
		await client.query('select pg_advisory_lock($1)', [lock]);
		const there = await client.query('select from pg_database where datname = $1', [name]);
		if (there.rowCount) return;
		const old = await client.query<{ datname: string }>(
			"select datname from pg_database where datname ~ '^(template_[0-9a-f]|half_)'",
		);
		for (const { datname } of old.rows) await client.query(`drop database if exists ${datname} with (force)`);
		const half = `half_${process.pid}`;
		await client.query(`create database ${half}`);
		await migrate(onDatabase(serverUrl, half));
		connect(onDatabase(serverUrl, half), 4);
		await loadFacts();
		await disconnect();
		await client.query(`alter database ${half} rename to ${name}`);
	});
	return name;
}

function hashOfFacts(): string {
	const hash = createHash('sha256');
	for (const folder of ['migrations', 'data', 'server/regions', 'server/casework']) {
		for (const name of filesOf(join(top, folder))) hash.update(name).update(readFileSync(name));
	}
	return hash.digest('hex').slice(0, 12);
}

function filesOf(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(sql|json|csv|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => !path.startsWith(join(top, 'data/local')))
		.sort();
}

function onDatabase(url: string, name: string): string {
	const changed = new URL(url);
	changed.pathname = `/${name}`;
	return changed.href;
}

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: onDatabase(url, 'postgres') });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
