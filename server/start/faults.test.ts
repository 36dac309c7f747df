import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findRunningPostgres, prepareHome, startPostgres } from '#platform/postgres';
import { fileOverHttp } from '../../tests/support/reports.ts';
import { freePort, runCommand, startServer, temporaryFolder, top } from '../../tests/support/server.ts';

const folder = join(temporaryFolder('faults'), 'data');
const port = await freePort();
const settings = { DATA_DIR: folder, PORT: String(port) };
const origin = `http://127.0.0.1:${port}`;
const address = new RegExp(`http://localhost:${port} +\\(.*`);

after(async () => {
	if (findRunningPostgres(folder)) await (await startPostgres(folder)).stop(); // only when a test failed
});

async function one(url: string, text: string): Promise<unknown> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const { rows } = await client.query<Record<string, unknown>>(text);
		return Object.values(rows[0] ?? {})[0];
	} finally {
		await client.end();
	}
}

function postmasterPid(): number {
	return Number(readFileSync(join(prepareHome(folder).data, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

const file = (key: string) => fileOverHttp(origin, key);

test('a signal in the middle of the first start leaves nothing running, and the next start goes on', async () => {
	const server = startServer(settings);
	await server.until(/PostgreSQL \(/);
	assert.equal(await server.end('SIGTERM'), 0);
	assert.equal(findRunningPostgres(folder), undefined);
});

test('the start says its steps, the address and the set-up link; a second one refuses; SIGTERM ends all', async () => {
	const server = startServer(settings);
	await server.until(/\/pasang\/\S{40,}/);
	for (const step of ['PostgreSQL', 'database schema', 'regions'])
		assert.match(server.said(), new RegExp(`✓ ${step}.*\\(\\d+\\.\\d s\\)`));
	const ready = await fetch(`${origin}/health/ready`);
	assert.deepEqual(await ready.json(), { ready: true });

	const second = startServer(settings);
	await second.until(/Another start already runs on .*: stop it first/);
	assert.equal(await second.end('SIGTERM'), 1);
	assert.equal((await fetch(`${origin}/health/live`)).status, 200);

	const taken = startServer({ ...settings, DATA_DIR: `${folder}-other`, ROLE: 'web' });
	await taken.until(/Port \d+ is taken/);
	await taken.end('SIGTERM');
	assert.equal(findRunningPostgres(`${folder}-other`), undefined);

	assert.equal(await server.end('SIGTERM'), 0);
	assert.equal(findRunningPostgres(folder), undefined);
});

test('kill -9 of the server and PostgreSQL under filing loses no acknowledged case and makes none twice', async () => {
	const server = startServer(settings);
	await server.until(address);
	const acknowledged = new Map<string, string>();
	const keys: string[] = [];
	let going = true;
	const clients = Array.from({ length: 8 }, async (_, client) => {
		for (let n = 0; going && n < 30; n++) {
			const key = `fault-${client}-${n}`;
			keys.push(key);
			const filed = await file(key).catch(() => undefined);
			if (filed) acknowledged.set(key, filed.number);
		}
	});
	while (acknowledged.size < 60) await sleep(5);
	const postmaster = postmasterPid();
	process.kill(postmaster, 'SIGKILL');
	await server.end('SIGKILL');
	going = false;
	await Promise.all(clients);

	const from = Date.now();
	const again = startServer(settings);
	await again.until(address);
	const startedMs = Date.now() - from;
	for (const key of keys) {
		const filed = await file(key);
		assert.ok(filed, `${key} is not taken`);
		const before = acknowledged.get(key);
		if (before) assert.deepEqual(filed, { number: before, already: true });
	}
	const url = findRunningPostgres(folder) ?? '';
	assert.equal(await one(url, 'select count(*)::int from casework.case'), keys.length);
	console.log(`  ${acknowledged.size} acknowledged, ${keys.length} sent; up again after ${startedMs} ms`);
	await again.end('SIGTERM');
});

test('kill -9 of the server alone: the next one takes its PostgreSQL over, and stops it', async () => {
	const server = startServer(settings);
	await server.until(address);
	await server.end('SIGKILL');
	const postmaster = postmasterPid();
	const again = startServer(settings);
	await again.until(/left behind by a process that was killed/);
	await again.until(address);
	assert.equal(postmasterPid(), postmaster);
	await again.end('SIGINT');
	assert.equal(findRunningPostgres(folder), undefined);
});

test('kill -9 of PostgreSQL alone: the server starts it again and answers on', async () => {
	const server = startServer(settings);
	await server.until(address);
	process.kill(postmasterPid(), 'SIGKILL');
	let status = 0;
	for (let tries = 0; tries < 300 && status !== 200; tries++) {
		await sleep(50);
		status = (await fetch(`${origin}/health/ready`)).status;
	}
	assert.equal(status, 200);
	assert.ok(await file('after-the-fall'));
	await server.end('SIGTERM');
});

test('after all of it the doctor finds nothing', async () => {
	const { code, out } = await runCommand(join(top, 'bin/ssp'), ['doctor', '--files'], settings);
	assert.equal(code, 0, out);
	assert.match(out, /✓ audit chain: every link holds/);
});
