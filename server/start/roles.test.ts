import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startCluster } from '../../tests/support/cluster.ts';
import { fileOverHttp } from '../../tests/support/reports.ts';
import { freePort, type Server, startServer, temporaryFolder } from '../../tests/support/server.ts';

/** docs/runbooks/roles.md: two web processes and a worker meet in one PostgreSQL, as an owner that is no superuser. */
const name = `roles_${process.pid}`;
const folder = temporaryFolder('roles');
const secret = randomBytes(32).toString('hex');
const cluster = await startCluster();
const database = await makeDatabase();
// At the top: what is started inside a hook is ended with the hook.
const web = [await startWeb(), await startWeb()] as const;
let worker = await startWorker();

after(async () => {
	await Promise.all([...web, { server: worker }].map(({ server }) => server.end('SIGTERM')));
	await asSuperuser((client) => client.query(`drop database if exists ${name} with (force)`));
});

/** Owned by a role that may make roles and nothing more, as the runbook says. */
async function makeDatabase(): Promise<string> {
	await asSuperuser(async (client) => {
		await client.query(`create role ${name} login password 'rahasia' createrole`);
		await client.query(`create database ${name} owner ${name}`);
		// Roles belong to a whole server: in one where another owner made them, that owner gives them on.
		const { rows } = await client.query<{ rolname: string }>(
			"select rolname from pg_roles where rolname in ('ssp_app', 'ssp_reader')",
		);
		for (const { rolname } of rows) await client.query(`grant ${rolname} to ${name} with admin option`);
	});
	const url = new URL(cluster);
	url.pathname = `/${name}`;
	url.username = name;
	url.password = 'rahasia';
	return url.href;
}

function settings(role: 'web' | 'worker') {
	return { DATABASE_URL: database, ROLE: role, SECRET_KEY: secret, DATA_DIR: join(folder, 'shared') };
}

async function startWeb(): Promise<{ origin: string; server: Server }> {
	const port = String(await freePort());
	const server = startServer({ ...settings('web'), PORT: port });
	await server.until(/http:\S+ {3}\(/);
	return { origin: `http://127.0.0.1:${port}`, server };
}

async function startWorker(): Promise<Server> {
	const server = startServer({ ...settings('worker'), PORT: String(await freePort()) });
	await server.until(/rules/);
	return server;
}

async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: cluster });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

/** How many cases the kept counters show: a worker folds them. */
async function foldedLines(): Promise<number> {
	const client = new pg.Client({ connectionString: database });
	await client.connect();
	const { rows } = await client.query<{ n: string }>('select count(*) as n from casework.tally_change');
	await client.end();
	return Number(rows[0]?.n);
}

test('the same sending to both is one case, and each shows what the other took', async () => {
	const [one, other] = web;
	const keys = Array.from({ length: 10 }, (_, n) => `peran-${name}-${n}`);
	const receipts = await Promise.all(
		keys.flatMap((key) => [fileOverHttp(one.origin, key), fileOverHttp(other.origin, key)]),
	);
	assert.equal(new Set(receipts.map((receipt) => receipt?.number)).size, keys.length);
	const answer = await fetch(`${other.origin}/api/v1/cases/${receipts[0]?.number}`);
	assert.equal(answer.status, 200);
});

test('a worker that is killed is replaced, and the work goes on', async () => {
	await worker.end('SIGKILL');
	worker = await startWorker();
	const patience = Date.now() + 60_000;
	while ((await foldedLines()) > 0) {
		assert.ok(Date.now() < patience, 'the counters were not folded');
		await sleep(100);
	}
});
