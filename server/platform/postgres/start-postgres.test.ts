import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findRunningPostgres, startPostgres } from './index.ts';

const script = resolve(import.meta.dirname, '../../../tests/support/hold-postgres.ts');
const top = mkdtempSync(join(tmpdir(), 'ssp-postgres-'));
chmodSync(top, 0o755);
const folder = join(top, 'data');
const small = { shared_buffers: '16MB', fsync: 'off' };
const isRoot = process.getuid?.() === 0;
const children: ChildProcess[] = [];

after(() => {
	for (const child of children) child.kill('SIGKILL');
	rmSync(top, { recursive: true, force: true });
});

type Held = { child: ChildProcess; url: string; adopted: boolean };

async function hold(dataDir = folder): Promise<Held> {
	const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
	children.push(child);
	assert.ok(child.stdout);
	const [line] = await Promise.race([
		once(createInterface(child.stdout), 'line'),
		once(child, 'exit').then(() => assert.fail('it ended')),
	]);
	return { child, ...JSON.parse(line) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	child.kill(signal);
	await once(child, 'exit');
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return (await client.query(text)).rows;
	} finally {
		await client.end();
	}
}

function postmasterPid(dataDir = folder): number {
	return Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
}

test('three starts at once on an empty folder make one server, which the last one stops', async () => {
	const held = await Promise.all([hold(), hold(), hold()]);
	assert.deepEqual(held.map(({ adopted }) => adopted).sort(), [false, true, true]);
	const started = await Promise.all(
		held.map(({ url }) => query(url, 'select pg_postmaster_start_time()::text as at')),
	);
	assert.equal(new Set(started.map(([row]) => row?.['at'])).size, 1);
	await query(held[0]?.url ?? '', 'create table kept (n int)');
	for (const { child } of held) await end(child, 'SIGKILL');
	assert.ok(findRunningPostgres(folder), 'nobody stopped it');
});

test('one left behind is taken over, with what was committed, and stopped by whoever took it', async () => {
	const { child, url, adopted } = await hold();
	assert.equal(adopted, true);
	await query(url, 'insert into kept values (1)');
	await end(child, 'SIGTERM');
	assert.equal(findRunningPostgres(folder), undefined);
});

test('it listens on its socket only, with a password, without a locale of the machine', async () => {
	const { child, url } = await hold();
	const [row] = await query(
		url,
		`select current_setting('listen_addresses') as addresses, current_setting('wal_level') as wal,
			current_setting('jit') as jit, datlocprovider as provider, datlocale as locale
			from pg_database where datname = current_database()`,
	);
	assert.deepEqual(row, { addresses: '', wal: 'replica', jit: 'off', provider: 'b', locale: 'C.UTF-8' });
	const wrong = new URL(url);
	wrong.password = 'guess';
	await assert.rejects(query(wrong.href, 'select 1'), { code: '28P01' });
	await end(child, 'SIGTERM');
});

test('after kill -9 of PostgreSQL it comes back by itself, with every commit', async () => {
	const { child, url } = await hold();
	await query(url, 'insert into kept values (2)');
	process.kill(postmasterPid(), 'SIGKILL');
	let rows: unknown[] = [];
	for (let tries = 0; tries < 200 && rows.length === 0; tries++) {
		rows = await query(url, 'select n from kept order by n').catch(() => []);
		await sleep(50);
	}
	assert.deepEqual(rows, [{ n: 1 }, { n: 2 }]);
	await end(child, 'SIGTERM');
});

test('after kill -9 of everything the next start recovers, also when the process id belongs to a stranger', async () => {
	const { child } = await hold();
	const pid = postmasterPid();
	await end(child, 'SIGKILL');
	process.kill(pid, 'SIGKILL');
	const file = join(folder, 'postgres/data/postmaster.pid');
	writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
	const again = await hold();
	assert.equal(again.adopted, false);
	assert.deepEqual(await query(again.url, 'select count(*)::int as n from kept'), [{ n: 2 }]);
	await end(again.child, 'SIGTERM');
});

test('data of another major version is refused in words, and left alone', async () => {
	const version = join(folder, 'postgres/data/PG_VERSION');
	writeFileSync(version, '17\n');
	await assert.rejects(startPostgres(folder, small), /is of PostgreSQL 17; this program brings 18/);
	writeFileSync(version, '18\n');
});

test('when it cannot start the reason is said at once', async () => {
	await assert.rejects(
		startPostgres(folder, { ...small, shared_buffers: 'much' }),
		/invalid value for parameter "shared_buffers"/,
	);
	assert.equal(findRunningPostgres(folder), undefined);
});

test('a stop while it starts leaves nothing behind', async () => {
	const soon = AbortSignal.timeout(40);
	await assert.rejects(startPostgres(folder, small, soon));
	assert.equal(findRunningPostgres(folder), undefined);
});

test('through a link, and where the path is too long for a socket', async () => {
	symlinkSync(folder, join(top, 'link'));
	const linked = await startPostgres(join(top, 'link'), small);
	await linked.stop();
	assert.equal(findRunningPostgres(folder), undefined);

	const long = join(top, 'a'.repeat(60), 'b'.repeat(60));
	const far = await startPostgres(long, small);
	assert.ok(far.home.socketDir.length < 92);
	assert.deepEqual(await query(far.url, 'select 1 as one'), [{ one: 1 }]);
	await far.stop();
	rmSync(far.home.socketDir, { recursive: true });
});

test('as root in a folder its user cannot reach, the data goes to /var/lib and stays there', {
	skip: !isRoot,
}, async () => {
	const closed = join(top, 'closed');
	mkdirSync(closed, { mode: 0o700 });
	const first = await startPostgres(join(closed, 'data'), small);
	after(() => rmSync(first.home.folder, { recursive: true, force: true }));
	assert.match(first.home.folder, /^\/var\/lib\/ssp-/);
	assert.ok(existsSync(join(first.home.data, 'PG_VERSION')));
	await first.stop();
	const second = await startPostgres(join(closed, 'data'), small);
	assert.equal(second.home.folder, first.home.folder);
	await second.stop();
});
