import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { after } from 'node:test';
import pg from 'pg';
import { connect, disconnect, migrate, migratorDb } from '#platform/db';
import { hashSources } from '../../server/start/hash-sources.ts';
import { startCluster } from './cluster.ts';

/** What a template follows from. */
const sources = ['migrations', 'data', 'rules'].concat(
	['regions', 'casework', 'services', 'business', 'renaksi', 'start'].map((room) => `server/${room}`),
);
const lock = 7_061_201;
const templatesKept = 3;
const noSuchTemplate = '3D000';

/**
 * A database of its own for this test file, cloned in a fifth of a second from a template that was migrated and holds
 * the shipped facts; `#platform/db` points at it until the file ends.
 */
export async function testDatabase(): Promise<{ url: string; close: () => Promise<void> }> {
	const { url, drop } = await freshInstallation();
	connect(url, 8);
	await offerSecondFactor();
	let open = true;
	const close = async () => {
		if (!open) return;
		open = false;
		await disconnect();
		await drop();
	};
	after(close);
	return { url, close };
}

/** What an installation has after its first start, as a database of its own in the tests' PostgreSQL. */
export async function freshInstallation(): Promise<{ url: string; drop: () => Promise<void> }> {
	const server = await startCluster();
	const name = await cloneTemplate(server);
	return {
		url: onDatabase(server, name),
		drop: () =>
			asOwner(server, async (client) => {
				await client.query(`drop database if exists ${name} with (force)`);
			}),
	};
}

async function cloneTemplate(server: string): Promise<string> {
	const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
	for (;;) {
		const template = await findOrMakeTemplate(server);
		try {
			await asOwner(server, (client) => client.query(`create database ${name} template ${template}`));
			return name;
		} catch (error) {
			// dropped in this moment, by tests of a newer state
			if (!(error instanceof pg.DatabaseError && error.code === noSuchTemplate)) throw error;
		}
	}
}

/** One template per state of migrations and facts; the newest few are kept. */
async function findOrMakeTemplate(server: string): Promise<string> {
	const name = `template_${hashSources(sources).slice(0, 12)}`;
	await asOwner(server, async (client) => {
		const isThere = async () =>
			(await client.query('select from pg_database where datname = $1', [name])).rowCount;
		if (await isThere()) return;
		await client.query('select pg_advisory_lock($1)', [lock]);
		if (await isThere()) return;
		await dropOld(client);
		await makeTemplate(server, client, name);
	});
	return name;
}

async function makeTemplate(server: string, client: pg.Client, name: string): Promise<void> {
	const half = `half_${process.pid}`;
	await client.query(`create database ${half}`);
	await migrate(onDatabase(server, half));
	connect(onDatabase(server, half), 4);
	const { loadFacts } = await import('../../server/start/load-facts.ts'); // with all rooms: only where it is needed
	await loadFacts();
	await disconnect();
	await client.query(`alter database ${half} rename to ${name}`);
}

/** Templates of older states, and what test files left behind that were killed. */
async function dropOld(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ datname: string }>(
		'select datname from pg_database order by oid desc',
	);
	const names = rows.map(({ datname }) => datname);
	const templates = names
		.filter((name) => name.startsWith('template_'))
		.filter((name) => /_[0-9a-f]{12}$/.test(name));
	const halves = names.filter((name) => name.startsWith('half_'));
	const orphans = names.filter((name) => !existsSync(`/proc/${name.match(/^test_(\d+)_/)?.[1] ?? 'self'}`));
	for (const name of [...templates.slice(templatesKept - 1), ...halves, ...orphans]) {
		await client.query(`drop database if exists ${name} with (force)`);
	}
}

/** A fresh installation requires a second factor; tests that are not about it sign in by a password alone. */
async function offerSecondFactor(): Promise<void> {
	await migratorDb.query({
		text: `insert into identity.rule (code, set_at, value, set_by) values ('second-factor-from', now(), 'offered', 'tests')`,
	});
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
