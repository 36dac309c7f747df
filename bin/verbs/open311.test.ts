import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { after, test } from 'node:test';
import { migratorDb } from '#platform/db';
import { testDatabase } from '../../tests/support/database.ts';
import { startPeer } from '../../tests/support/open311.ts';

const { url } = await testDatabase();
const peer = await startPeer();
after(() => peer.close());
const ssp = resolve(import.meta.dirname, '../ssp.ts');

type Outcome = { code: number | null; said: string };

function run(args: string[], input = '', env: Record<string, string> = {}): Promise<Outcome> {
	const child = spawn(process.execPath, [ssp, ...args], {
		env: { ...process.env, DATABASE_URL: url, ...env },
	});
	let said = '';
	child.stdout.on('data', (bytes) => (said += bytes));
	child.stderr.on('data', (bytes) => (said += bytes));
	child.stdin.end(input);
	return new Promise((done) => child.on('close', (code) => done({ code, said })));
}

test('a key is made, listed without itself, revoked once', async () => {
	const made = await run([
		'open311-key',
		'create',
		'--pemda',
		'12.71',
		'--label',
		'Aplikasi Medan Rumah Kita',
	]);
	assert.equal(made.code, 0, made.said);
	const [key = '', second = ''] = made.said.split('\n');
	assert.match(key, /^ssp_[\w-]{32}$/);
	const id = second.match(/[0-9a-f-]{36}/)?.[0] ?? '';
	const listed = await run(['open311', 'key', 'list', '--pemda', '12.71']);
	assert.match(listed.said, new RegExp(`^${id}  12.71  Aplikasi Medan Rumah Kita  \\(since [^,]*\\)\n$`));
	const { rows } = await migratorDb.query<{ key: object }>({
		text: 'select to_jsonb(k) as key from open311.api_key k',
	});
	assert.ok(rows.length === 1 && !JSON.stringify(rows).includes(key.slice(4)));
	assert.match((await run(['open311-key', 'revoke', id])).said, /is revoked/);
	assert.equal((await run(['open311-key', 'revoke', id])).code, 1);
	assert.match((await run(['open311-key', 'list'])).said, /, revoked 20/);
});

test('what is wrong is said, and nothing is made', async () => {
	for (const args of [
		['create'],
		['create', '--pemda', '31', '--label', 'x'],
		['create', '--pemda', '12.71', '--label', ' '],
		['revoke'],
		['revoke', '1'],
		['list', 'x'],
		['make'],
		[],
	]) {
		assert.equal((await run(['open311-key', ...args])).code, 1, args.join(' '));
	}
	assert.match((await run(['open311-key', '--help'])).said, /ssp open311-key create/);
});

test('an office is connected after its server was asked, and disconnected; its key is never shown or stored in clear', async () => {
	const office = ['--pemda', '12.09', '--office', 'pupr'];
	const server = ['--url', peer.url, '--jurisdiction', 'city.gov', '--service', 'road.*=006'];
	const allowed = { OPEN311_ALLOW_HTTP: 'true' };
	const plain = await run(['open311-connect', ...office, ...server, '--private'], `${peer.apiKey}\n`);
	assert.deepEqual([plain.code, /https/.test(plain.said)], [1, true], plain.said);
	const hidden = await run(['open311-connect', ...office, ...server], peer.apiKey, allowed);
	assert.deepEqual([hidden.code, hidden.said], [1, 'a private address\n']);
	const done = await run(['open311-connect', ...office, ...server, '--private'], `${peer.apiKey}\n`, allowed);
	assert.equal(done.code, 0, done.said);
	assert.match(done.said, /Asahan is connected to http/);
	assert.match(done.said, /Not sent, for they have no service there: .*integrity\.levy/);
	const { rows } = await migratorDb.query<{ open311: { url: string } }>({
		text: 'select open311 from regions.office where open311 is not null',
	});
	assert.equal(rows.length, 1);
	assert.ok(!JSON.stringify(rows).includes(peer.apiKey));
	assert.match((await run(['open311-disconnect', ...office])).said, /works here again/);
	assert.equal((await run(['open311-connect', ...office])).code, 1);
	assert.equal((await run(['open311-connect', ...office, ...server, '--service', 'x'], '', allowed)).code, 1);
});
