import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, test } from 'node:test';
import { findScanState, scanWaiting, setScanner, takeFile } from '#platform/media';
import { Refusal } from '#platform/refusal';
import { folderStore, get, list, put, useStore } from '#platform/storage';
import { eicar, startClamd } from '../../../tests/support/clamd.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { exifOf, makePhoto, medan } from '../../../tests/support/media.ts';
import { box, makeVideo } from '../../../tests/support/video.ts';
import { askClamd } from './clamd.ts';
import { recordScan } from './scans.ts';

await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'ssp-take-file-'));
useStore(folderStore(folder));
after(async () => {
	useStore();
	await rm(folder, { recursive: true, force: true });
});
afterEach(() => setScanner(null));
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const stored = async () => (await Array.fromAsync(list())).length;

test('a photo: made new, with its thumbnail, in the store; the original is known but not kept', async () => {
	const bytes = await makePhoto(1, { exif: exifOf('2026:11:20 09:30:00') });
	const taken = await takeFile(bytes);
	assert.equal(taken.kind, 'photo');
	assert.equal(taken.originalSha256, createHash('sha256').update(bytes).digest('hex'));
	assert.deepEqual({ lat: taken.lat, lon: taken.lon }, medan);
	assert.match(taken.phash ?? '', /^[01]{64}$/);
	assert.equal(taken.phashBands?.length, 3);
	const kept = await buffer(await get(taken.sha256));
	assert.equal(kept.length, taken.sizeBytes);
	assert.ok((await buffer(await get(taken.thumbSha256 ?? ''))).length < kept.length);
	await assert.rejects(get(taken.originalSha256), refusal('platform/no-such-file'));
	assert.equal(await findScanState(taken.sha256), 'not-configured');
	assert.deepEqual({ ...(await takeFile(bytes)) }, taken, 'the same file again is the same');
});

test('a video', async () => {
	const taken = await takeFile(makeVideo());
	assert.deepEqual(
		[taken.kind, taken.contentType, taken.width, taken.height],
		['video', 'video/mp4', 1080, 1920],
	);
	assert.equal(taken.thumbSha256, undefined);
	assert.equal((await buffer(await get(taken.sha256))).includes('GPS'), false);
});

test('what is refused leaves nothing in the store', async () => {
	const before = await stored();
	await assert.rejects(takeFile(Buffer.from('<svg/>')), refusal('media/unknown-type'));
	await assert.rejects(takeFile(Buffer.alloc(61 * 1024 * 1024)), refusal('media/too-large'));
	assert.equal(await stored(), before);
});

test('so much at once that memory would run out is refused, and what was let in is finished', async () => {
	const large = Buffer.alloc(59 * 1024 * 1024, 0xff);
	large.set([0xff, 0xd8, 0xff]);
	const answers = await Promise.allSettled(Array.from({ length: 12 }, () => takeFile(large)));
	const codes = answers.map((answer) =>
		answer.status === 'rejected' && answer.reason instanceof Refusal ? answer.reason.code : 'taken',
	);
	assert.ok(codes.includes('media/busy') && codes.includes('media/unreadable'), codes.join());
	assert.equal((await takeFile(await makePhoto(2))).kind, 'photo');
});

test('with a scanner: clean is noted, infected is refused and not kept', async (t) => {
	const clamd = await startClamd();
	t.after(clamd.stop);
	setScanner(clamd.address);
	const taken = await takeFile(await makePhoto(3));
	assert.equal(await findScanState(taken.sha256), 'clean');
	assert.equal(await findScanState(taken.thumbSha256 ?? ''), 'clean');
	const before = await stored();
	const bad = makeVideo({ extra: [box('free', eicar)] });
	await assert.rejects(takeFile(bad), refusal('media/infected'));
	assert.equal(await stored(), before);
});

test('a scanner that is away holds nobody up: the file waits, and is asked about when it is back', async (t) => {
	setScanner('127.0.0.1:9');
	const photo = await takeFile(await makePhoto(4));
	assert.equal(await findScanState(photo.sha256), 'pending');
	await scanWaiting();
	assert.equal(await findScanState(photo.sha256), 'pending', 'still away');
	const clamd = await startClamd();
	t.after(clamd.stop);
	setScanner(clamd.address);
	await scanWaiting();
	assert.equal(await findScanState(photo.sha256), 'clean');
	assert.equal(await findScanState(photo.thumbSha256 ?? ''), 'clean');
});

test('what the scanner only saw later: held back when infected, told when it is too large for the scanner', async (t) => {
	const { sha256: bad } = await put(Buffer.concat([Buffer.from('a video'), eicar]));
	const { sha256: large } = await put(Buffer.alloc(5000));
	await recordScan([bad, large], 'pending');
	const clamd = await startClamd({ limitBytes: 1000 });
	t.after(clamd.stop);
	setScanner(clamd.address);
	await scanWaiting();
	assert.equal(await findScanState(bad), 'infected');
	assert.equal(await findScanState(large), 'unscannable');
});

test('what clamd answers, over a port and over a socket', async (t) => {
	const overPort = await startClamd({ limitBytes: 3_000_000 });
	const overSocket = await startClamd({ path: join(folder, 'clamd.sock') });
	t.after(() => Promise.all([overPort.stop(), overSocket.stop()]));
	for (const address of [overPort.address, overSocket.address, `unix:${overSocket.address}`]) {
		assert.deepEqual(await askClamd(address, [Buffer.from('good')], 1000), { state: 'clean' });
		const found = { state: 'infected', signature: 'Win.Test.EICAR_HDB-1' };
		assert.deepEqual(await askClamd(address, [Buffer.from('a'), eicar], 1000), found);
	}
	assert.deepEqual(await askClamd(overPort.address, [Buffer.alloc(2_000_000)], 2000), { state: 'clean' });
	assert.equal(overPort.heard.at(-1), 2_000_000);
	assert.deepEqual(await askClamd(overPort.address, [Buffer.alloc(20_000_000)], 2000), {
		state: 'unscannable',
	});
	overPort.mood.silent = true;
	assert.deepEqual(await askClamd(overPort.address, [Buffer.from('x')], 100), { state: 'pending' });
	assert.deepEqual(await askClamd('/no/such.sock', [Buffer.from('x')], 100), { state: 'pending' });
});
