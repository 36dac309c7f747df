import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { migratorDb } from '#platform/db';
import { createHost } from '#platform/http';
import { folderStore, put, useStore } from '#platform/storage';
import { testDatabase } from '../../../tests/support/database.ts';
import { filesDoor, type ReadableFile } from './index.ts';

await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'ssp-files-door-'));
useStore(folderStore(folder));
const readable = new Map<string, ReadableFile>();
const app = createHost();
await app.register(
	filesDoor(async (sha256, request) => {
		const file = readable.get(sha256);
		return file?.isPublic || request.headers.cookie === 'officer=1' ? file : undefined;
	}),
);
let top = '';
before(async () => {
	top = await app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
	await app.close();
	useStore();
	await rm(folder, { recursive: true, force: true });
});

const video = randomBytes(200_000);
async function keep(bytes: Buffer, contentType: string, isPublic: boolean): Promise<string> {
	const { sha256 } = await put(bytes);
	readable.set(sha256, { contentType, isPublic });
	return sha256;
}
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
	fetch(`${top}${path}`, { method, headers });

test('a public file: shown, never run, kept by caches for a day', async () => {
	const sha256 = await keep(video, 'video/mp4', true);
	const answer = await ask(`/berkas/${sha256}/isi`);
	assert.equal(answer.status, 200);
	assert.deepEqual(Buffer.from(await answer.arrayBuffer()), video);
	const wanted = {
		'content-type': 'video/mp4',
		'content-length': '200000',
		'content-disposition': `inline; filename="${sha256.slice(0, 12)}.mp4"`,
		'x-content-type-options': 'nosniff',
		'cache-control': 'public, max-age=86400, immutable',
		'cross-origin-resource-policy': 'cross-origin',
		'accept-ranges': 'bytes',
		etag: `"${sha256}"`,
	};
	for (const [name, value] of Object.entries(wanted)) assert.equal(answer.headers.get(name), value);
	assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none';.*; sandbox$/);
	const saved = await ask(`/berkas/${sha256}/unduh`, {}, 'HEAD');
	assert.match(saved.headers.get('content-disposition') ?? '', /^attachment; /);
});

test('a private file: only for whom the callback says, and never in a shared cache', async () => {
	const sha256 = await keep(Buffer.from('private'), 'image/jpeg', false);
	const stranger = await ask(`/berkas/${sha256}/isi`);
	const nothing = await ask(`/berkas/${'0'.repeat(64)}/isi`);
	assert.deepEqual([stranger.status, nothing.status], [404, 404]);
	assert.deepEqual(await stranger.json(), await nothing.json());
	const officer = await ask(`/berkas/${sha256}/isi`, { cookie: 'officer=1' });
	assert.equal(await officer.text(), 'private');
	assert.equal(officer.headers.get('cache-control'), 'private, max-age=600');
	assert.equal(officer.headers.get('cross-origin-resource-policy'), 'same-origin');
	const known = await ask(`/berkas/${sha256}/isi`, { 'if-none-match': `"${sha256}"` });
	assert.equal(known.status, 404, 'knowing the hash gives nothing');
});

test('what could run is only ever saved', async () => {
	for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'constructor', '__proto__']) {
		const sha256 = await keep(Buffer.from(`<script>alert("${type}")</script>`), type, true);
		const answer = await ask(`/berkas/${sha256}/isi`);
		assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
		assert.match(
			answer.headers.get('content-disposition') ?? '',
			/^attachment; filename="[0-9a-f]{12}\.bin"$/,
		);
		assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
	}
});

test('a paper is saved under its type, never shown', async () => {
	const sha256 = await keep(Buffer.from('%PDF-1.7'), 'application/pdf', true);
	const answer = await ask(`/berkas/${sha256}/isi`);
	assert.equal(answer.headers.get('content-type'), 'application/pdf');
	assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="[0-9a-f]{12}\.pdf"$/);
	assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox$/);
});

test('parts, as players ask for them', async () => {
	const sha256 = await keep(video, 'video/mp4', true);
	const part = async (range: string, more: Record<string, string> = {}) => {
		const answer = await ask(`/berkas/${sha256}/isi`, { range, ...more });
		return {
			status: answer.status,
			says: answer.headers.get('content-range'),
			bytes: Buffer.from(await answer.arrayBuffer()),
		};
	};
	const table: [range: string, status: number, says: string | null, start: number, end: number][] = [
		['bytes=0-0', 206, 'bytes 0-0/200000', 0, 1],
		['bytes=100-199', 206, 'bytes 100-199/200000', 100, 200],
		['bytes=199990-', 206, 'bytes 199990-199999/200000', 199_990, 200_000],
		['bytes=-10', 206, 'bytes 199990-199999/200000', 199_990, 200_000],
		['bytes=-999999', 206, 'bytes 0-199999/200000', 0, 200_000],
		['bytes=5-999999', 206, 'bytes 5-199999/200000', 5, 200_000],
		['bytes=200000-', 416, 'bytes */200000', 0, 0],
		['bytes=-0', 416, 'bytes */200000', 0, 0],
		['bytes=9-5', 200, null, 0, 200_000],
		['bytes=0-1,5-6', 200, null, 0, 200_000],
		['lines=1-2', 200, null, 0, 200_000],
		[`bytes=${'9'.repeat(40)}-`, 200, null, 0, 200_000],
	];
	for (const [range, status, says, start, end] of table) {
		assert.deepEqual(await part(range), { status, says, bytes: video.subarray(start, end) }, range);
	}
	assert.equal((await part('bytes=0-0', { 'if-range': `"${sha256}"` })).status, 206);
	assert.equal((await part('bytes=0-0', { 'if-range': '"another"' })).status, 200);
});

test('not sent again to who has it; a HEAD sends nothing', async () => {
	const sha256 = await keep(video, 'video/mp4', true);
	const again = await ask(`/berkas/${sha256}/isi`, { 'if-none-match': `W/"x", "${sha256}"` });
	assert.deepEqual([again.status, await again.text()], [304, '']);
	const head = await ask(`/berkas/${sha256}/isi`, {}, 'HEAD');
	assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, '200000', '']);
});

test('addresses that are none', async () => {
	const sha256 = await keep(video, 'video/mp4', true);
	const wrong = [
		`/berkas/${sha256}/lain`,
		`/berkas/${sha256.toUpperCase()}/isi`,
		'/berkas/..%2f..%2fetc%2fpasswd/isi',
		'/berkas/x/isi',
	];
	for (const path of wrong) assert.equal((await ask(path)).status, 404, path);
});

test('what the scanner has not answered for waits, what it found infected is not there', async () => {
	const sha256 = await keep(Buffer.from('scanned'), 'image/jpeg', true);
	const say = (state: string) =>
		migratorDb.query({
			text: `insert into platform.scan (sha256, state, asked_at) values ($1, $2, now())
				on conflict (sha256) do update set state = excluded.state`,
			values: [sha256, state],
		});
	for (const [state, status] of [
		['pending', 503],
		['infected', 404],
		['unscannable', 200],
		['clean', 200],
	] as const) {
		await say(state);
		assert.equal((await ask(`/berkas/${sha256}/isi`)).status, status, state);
	}
});

test('a reader who goes away in the middle leaves no file open', async () => {
	const sha256 = await keep(randomBytes(20_000_000), 'video/mp4', true);
	const openFiles = async () => (await readdir('/proc/self/fd')).length;
	const atFirst = await openFiles();
	for (let i = 0; i < 20; i++) {
		await new Promise<void>((resolve) => {
			const request = httpGet(`${top}/berkas/${sha256}/isi`, (response) => {
				response.once('data', () => {
					request.destroy();
					resolve();
				});
			});
			request.on('error', () => undefined);
		});
	}
	for (let tries = 0; tries < 40 && (await openFiles()) > atFirst + 2; tries++) await wait(50);
	assert.ok((await openFiles()) <= atFirst + 2);
});
