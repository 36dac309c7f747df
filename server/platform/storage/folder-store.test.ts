import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { Refusal } from '#platform/refusal';
import { folderStore } from './folder-store.ts';
import { pathOf } from './store.ts';

const top = await mkdtemp(join(tmpdir(), 'ssp-folder-store-'));
after(() => rm(top, { recursive: true, force: true }));
let count = 0;
const fresh = () => join(top, `store-${count++}`);
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const filesIn = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('bytes and streams come back as they were, under their hash, two folders deep', async () => {
	const folder = fresh();
	const store = folderStore(folder);
	const bytes = randomBytes(300_000);
	const stored = await store.put(bytes, { type: 'image/jpeg' });
	assert.deepEqual(stored, { sha256: sha(bytes), sizeBytes: 300_000 });
	const streamed = await store.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]));
	assert.deepEqual(streamed, stored);
	assert.deepEqual(await buffer(await store.get(stored.sha256)), bytes);
	assert.deepEqual(await buffer(await store.get(stored.sha256, { start: 5, end: 9 })), bytes.subarray(5, 10));
	assert.deepEqual(await store.find(stored.sha256), { sizeBytes: 300_000 });
	assert.deepEqual(filesIn(folder), [stored.sha256]);
	const path = join(folder, pathOf(stored.sha256));
	assert.equal(statSync(path).mode & 0o777, 0o600);
	assert.match(path, /\/([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{60}$/);
});

test('an empty file is a file', async () => {
	const store = folderStore(fresh());
	const stored = await store.put(new Uint8Array());
	assert.equal(await text(await store.get(stored.sha256)), '');
});

test('what is not there: nothing to find, refused to get, nothing to remove', async () => {
	const store = folderStore(fresh());
	const nobody = sha('nobody');
	assert.equal(await store.find(nobody), undefined);
	await assert.rejects(store.get(nobody), refusal('platform/no-such-file'));
	await store.remove(nobody);
	const { sha256 } = await store.put(Buffer.from('here'));
	await store.remove(sha256);
	assert.equal(await store.find(sha256), undefined);
});

test('an address that is not a hash reaches no file', async () => {
	const store = folderStore(fresh());
	for (const wrong of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, '__proto__'])
		await assert.rejects(async () => store.get(wrong), /Not a SHA-256/);
});

test('a hundred at once, half of them the same', async () => {
	const folder = fresh();
	const store = folderStore(folder);
	const kept = await Promise.all(
		Array.from({ length: 100 }, (_, index) => store.put(Buffer.from(`file ${index % 50}`.repeat(1000)))),
	);
	assert.equal(new Set(kept.map((stored) => stored.sha256)).size, 50);
	assert.equal(filesIn(folder).length, 50);
	for (const { sha256 } of kept) assert.equal(sha(await buffer(await store.get(sha256))), sha256);
});

test('a stream that is too long, or breaks, leaves nothing behind', async () => {
	const folder = fresh();
	const store = folderStore(folder);
	const mebibyte = Buffer.alloc(1024 * 1024);
	let given = 0;
	const endless = (async function* () {
		for (;;) {
			given++;
			yield mebibyte;
		}
	})();
	await assert.rejects(store.put(endless, { mostBytes: 3_000_000 }), (error) => {
		assert.ok(error instanceof Refusal);
		assert.deepEqual(
			[error.code, error.status, error.params],
			['platform/file-too-large', 413, { limitMb: 3 }],
		);
		return true;
	});
	assert.ok(given <= 4, `it stopped reading after ${given} MiB`);
	const broken = (async function* () {
		yield mebibyte;
		throw new Error('connection lost');
	})();
	await assert.rejects(store.put(broken), /connection lost/);
	assert.deepEqual(filesIn(folder), []);
});

test('the list names every file and nothing else', async () => {
	const folder = fresh();
	const store = folderStore(folder);
	assert.deepEqual(await Array.fromAsync(store.list()), []);
	const kept = await Promise.all(['a', 'b', 'c'].map((word) => store.put(Buffer.from(word))));
	writeFileSync(join(folder, 'README'), 'not ours');
	const listed = await Array.fromAsync(store.list());
	assert.deepEqual(
		listed.map((file) => file.sha256),
		kept.map((stored) => stored.sha256).sort(),
	);
	assert.ok(listed.every((file) => file.sizeBytes === 1 && file.storedAt instanceof Date));
});

test('drafts of a process that died are swept after a day, younger ones are left to their writers', async () => {
	const folder = fresh();
	mkdirSync(join(folder, 'drafts'), { recursive: true });
	for (const name of ['old', 'young']) writeFileSync(join(folder, 'drafts', name), 'half');
	utimesSync(join(folder, 'drafts', 'old'), new Date(0), new Date(0));
	await folderStore(folder).put(Buffer.from('x'));
	assert.deepEqual(readdirSync(join(folder, 'drafts')), ['young']);
});

/** Puts a small and a large file in a process of its own, started by `command`; nothing where the system forbids that. */
function putElsewhere(
	folder: string,
	file: string,
	args: string[],
	command: string,
): Promise<string | undefined> {
	const script = `
		import { readdirSync } from 'node:fs';
		import { folderStore } from ${JSON.stringify(import.meta.resolve('./folder-store.ts'))};
		const store = folderStore(${JSON.stringify(folder)});
		const small = await store.put(Buffer.from('small'));
		const large = store.put(Buffer.alloc(3_000_000, 7));
		const said = await large.then(() => 'kept', (error) => error.code + ' ' + error.status);
		const drafts = readdirSync(${JSON.stringify(join(folder, 'drafts'))}).length;
		console.log(said, await store.find(small.sha256) ? 'small is there' : 'small is lost', 'drafts', drafts);`;
	const whole = [
		...args,
		'-c',
		`${command} exec "$0" --input-type=module --eval "$1"`,
		process.execPath,
		script,
	];
	return new Promise((resolve, reject) => {
		execFile(file, whole, { cwd: import.meta.dirname }, (error, out, err) => {
			if (!error) return resolve(out.trim());
			if (error.code === 77 || error.code === 'ENOENT' || /not permitted|superuser/i.test(err))
				return resolve(undefined);
			reject(new Error(err));
		});
	});
}

test('a quota that is used up is a refusal, and no part of the file stays', async () => {
	const folder = fresh();
	const said = await putElsewhere(folder, 'sh', [], 'ulimit -f 512;');
	assert.equal(said, 'platform/storage-full 503 small is there drafts 0');
	assert.deepEqual(filesIn(folder), [sha('small')]);
	assert.equal(readFileSync(join(folder, pathOf(sha('small'))), 'utf8'), 'small');
});

test('a disk that is really full is the same refusal', async (t) => {
	const folder = fresh();
	mkdirSync(folder);
	const mount = `mount -t tmpfs -o size=1m none ${folder} || exit 77;`; // seen by this one process
	const said = await putElsewhere(folder, 'unshare', ['-rm', 'sh'], mount);
	if (said === undefined) return t.skip('this user may not mount a small disk to fill');
	assert.equal(said, 'platform/storage-full 503 small is there drafts 0');
});
