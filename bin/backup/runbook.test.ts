import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findRunningPostgres } from '#platform/postgres';
import { folderStore } from '#platform/storage';
import { filesOfEvidence, nameInEvidence } from '../../tests/support/renaksi.ts';
import { fileOverHttp } from '../../tests/support/reports.ts';
import { freePort, runCommand, temporaryFolder, top } from '../../tests/support/server.ts';

/** The page an operator follows, followed. `systemctl` is a stand-in that starts and stops the same program. */
const page = readFileSync(join(top, 'docs/runbooks/backup-and-restore.md'), 'utf8');
const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, commands = '']) => commands);

// Before the folder goes, where its process is written down.
after(() => run('systemctl stop ssp'));
const folder = temporaryFolder('runbook');
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const settings = {
	PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
	DATA_DIR: join(folder, 'data'),
	BACKUP: join(folder, 'backup'),
	HOST: '127.0.0.1',
	PORT: String(port),
	RUN: folder,
};
const service = `#!/bin/sh
pid="$RUN/pid"
case "$1" in
start)
	node_modules/.bin/node server/main.ts > "$RUN/out" 2>&1 &
	echo $! > "$pid"
	for i in $(seq 600); do grep -q ' (.* s)$' "$RUN/out" && grep -q "localhost:$PORT" "$RUN/out" && exit 0; sleep 0.1; done
	cat "$RUN/out"; exit 1 ;;
stop)
	kill "$(cat "$pid")"
	for i in $(seq 600); do kill -0 "$(cat "$pid")" 2>/dev/null || exit 0; sleep 0.1; done
	exit 1 ;;
esac
`;

async function run(commands: string): Promise<string> {
	const { code, out } = await runCommand('sh', ['-ec', commands], settings);
	assert.equal(code, 0, `${commands}\n${out}`);
	return out;
}

async function follow(pattern: RegExp): Promise<string> {
	const found = blocks.filter((block) => pattern.test(block));
	assert.equal(found.length, 1, `one block of the page holds ${pattern}`);
	const [commands = ''] = blocks.splice(blocks.indexOf(found[0] ?? ''), 1);
	return run(commands);
}

const bytes = Buffer.from('a photo, let us say');
let address = '';

before(async () => {
	mkdirSync(join(folder, 'bin'));
	writeFileSync(join(folder, 'bin/systemctl'), service);
	chmodSync(join(folder, 'bin/systemctl'), 0o755);
	await run('systemctl start ssp');
	address = (await folderStore(join(settings.DATA_DIR, 'files')).put(bytes)).sha256;
	await nameInEvidence(findRunningPostgres(settings.DATA_DIR) ?? '', address);
});

test('a backup is made while people file; all that was acknowledged before is in it', async () => {
	const numbers: string[] = [];
	for (let n = 0; n < 10; n++) numbers.push((await fileOverHttp(origin, `before-${n}`))?.number ?? '');
	let busy = true;
	const filing = Promise.all(
		Array.from({ length: 4 }, async (_, client) => {
			for (let n = 0; busy && n < 100; n++) await fileOverHttp(origin, `meanwhile-${client}-${n}`);
		}),
	);
	const said = await follow(/ssp backup/);
	busy = false;
	await filing;
	assert.match(said, /\d+ files, \d+ MB, to /);
	await follow(/restore --check/);
	await fileOverHttp(origin, 'too late');

	await follow(/systemctl stop/);
	await follow(/^bin\/ssp restore "\$BACKUP"\n$/);
	await follow(/systemctl start/);

	for (const [n, number] of numbers.entries()) {
		assert.deepEqual(await fileOverHttp(origin, `before-${n}`), { number, already: true });
	}
	assert.equal((await fileOverHttp(origin, 'too late'))?.already, false);
	assert.deepEqual(await filesOfEvidence(findRunningPostgres(settings.DATA_DIR) ?? ''), [address]);
	const stored = await folderStore(join(settings.DATA_DIR, 'files')).get(address);
	assert.deepEqual(Buffer.concat(await stored.toArray()), bytes);
});

test('the rehearsal leaves the running installation alone', async () => {
	const said = await follow(/rehearsal/);
	assert.match(said, /✓ audit chain/);
	assert.equal((await fetch(`${origin}/health/ready`)).status, 200);
	assert.deepEqual(blocks, [], 'every block of the page was followed');
});

test('a backup that was changed, or is not whole, is refused by name', async () => {
	const refused = async (args: string[], because: RegExp, more = {}) => {
		const { code, out } = await runCommand(join(top, 'bin/ssp'), args, { ...settings, ...more });
		assert.equal(code, 1, out);
		assert.match(out, because);
	};
	await refused(['restore', settings.BACKUP], /The installation runs: stop it first/);
	await refused(['backup', settings.BACKUP], /is not empty/);
	await refused(['backup', join(settings.DATA_DIR, 'in-itself')], /lies in what is backed up/);
	const elsewhere = { DATA_DIR: join(folder, 'elsewhere') };
	const damaged = join(settings.BACKUP, 'postgres/global/pg_control');
	const sound = readFileSync(damaged);
	writeFileSync(damaged, Buffer.from(sound).fill(7, 100, 101));
	await refused(
		['restore', '--check', settings.BACKUP],
		/postgres\/global\/pg_control is not as it was backed up/,
	);
	await refused(['restore', settings.BACKUP], /pg_control is not as it was backed up/, elsewhere);
	await refused(['doctor'], /No installation in/, elsewhere);
	writeFileSync(damaged, sound);
	await refused(['restore', '--check', join(folder, 'bin')], /is no finished backup/);
});
