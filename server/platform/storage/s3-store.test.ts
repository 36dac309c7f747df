import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { Refusal } from '#platform/refusal';
import { startS3, whatIsWrong } from '../../../tests/support/s3.ts';
import { s3Store } from './s3-store.ts';

const settings = { bucket: 'berkas', region: 'id-sumut-1', accessKey: 'AKTEST', secretKey: 'rahasia/+=' };
const s3 = await startS3(settings, 3);
after(s3.close);
const store = s3Store({ ...settings, endpoint: s3.endpoint });
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('the server of these tests agrees with the example Amazon documents', () => {
	const example = {
		method: 'GET',
		path: '/test.txt',
		query: '',
		headers: {
			host: 'examplebucket.s3.amazonaws.com',
			range: 'bytes=0-9',
			'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
			'x-amz-date': '20130524T000000Z',
			authorization:
				'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
				'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
				'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
		},
	};
	const keys = {
		bucket: 'examplebucket',
		region: 'us-east-1',
		accessKey: 'AKIAIOSFODNN7EXAMPLE',
		secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
	};
	const clock = Date.UTC(2013, 4, 24);
	assert.equal(whatIsWrong(example, Buffer.alloc(0), keys, clock), undefined);
	assert.equal(
		whatIsWrong({ ...example, path: '/other.txt' }, Buffer.alloc(0), keys, clock),
		'SignatureDoesNotMatch',
	);
	assert.equal(whatIsWrong(example, Buffer.from('x'), keys, clock), 'XAmzContentSHA256Mismatch');
	assert.equal(whatIsWrong(example, Buffer.alloc(0), keys), 'RequestTimeTooSkewed');
});

test('bytes and streams come back as they were, under a key of their hash', async () => {
	const bytes = randomBytes(300_000);
	const stored = await store.put(bytes, { type: 'image/jpeg' });
	assert.deepEqual(stored, { sha256: sha(bytes), sizeBytes: 300_000 });
	const key = `${stored.sha256.slice(0, 2)}/${stored.sha256.slice(2, 4)}/${stored.sha256}`;
	assert.equal(s3.objects.get(key)?.type, 'image/jpeg');
	assert.deepEqual(await buffer(await store.get(stored.sha256)), bytes);
	assert.deepEqual(await buffer(await store.get(stored.sha256, { start: 5, end: 9 })), bytes.subarray(5, 10));
	assert.deepEqual(await store.find(stored.sha256), { sizeBytes: 300_000 });
	const other = randomBytes(200_000);
	const streamed = await store.put(Readable.from([other.subarray(0, 7), other.subarray(7)]));
	assert.deepEqual(streamed, { sha256: sha(other), sizeBytes: 200_000 });
	assert.deepEqual(await buffer(await store.get(streamed.sha256)), other);
	assert.deepEqual(
		readdirSync(tmpdir()).filter((name) => name.startsWith('ssp-upload-')),
		[],
	);
});

test('what is there already is not sent again', async () => {
	await store.put(Buffer.from('twice'));
	s3.asked.length = 0;
	await store.put(Buffer.from('twice'));
	assert.deepEqual(
		s3.asked.map((line) => line.split(' ')[0]),
		['HEAD'],
	);
});

test('what is not there: nothing to find, refused to get, nothing to remove', async () => {
	const nobody = sha('nobody');
	assert.equal(await store.find(nobody), undefined);
	await assert.rejects(store.get(nobody), refusal('platform/no-such-file'));
	await store.remove(nobody);
	const { sha256 } = await store.put(Buffer.from('here'));
	await store.remove(sha256);
	assert.equal(await store.find(sha256), undefined);
});

test('the list goes over all pages', async () => {
	s3.objects.clear();
	const kept = await Promise.all(
		['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((word) => store.put(Buffer.from(word))),
	);
	s3.objects.set('README', { bytes: Buffer.from('not ours'), type: '', at: new Date() });
	const listed = await Array.fromAsync(store.list());
	assert.deepEqual(
		listed.map((file) => file.sha256),
		kept.map((stored) => stored.sha256).sort(),
	);
	assert.ok(listed.every((file) => file.sizeBytes === 1 && file.storedAt instanceof Date));
});

test('a hiccup is tried again, with the whole body', async () => {
	s3.failNext(200 + 303, 'cut');
	const bytes = Buffer.from('through the hiccup');
	await store.put(bytes);
	assert.deepEqual(await buffer(await store.get(sha(bytes))), bytes);
});

test('a store that stays away, or has no room, is a refusal', async () => {
	s3.failNext(503, 503, 503);
	await assert.rejects(store.find(sha('x')), refusal('platform/storage-unreachable'));
	s3.failNext(404, 507);
	await assert.rejects(store.put(Buffer.from('no room')), refusal('platform/storage-full'));
	const closed = s3Store({ ...settings, endpoint: 'http://127.0.0.1:9' });
	await assert.rejects(closed.put(Buffer.from('x')), refusal('platform/storage-unreachable'));
});

test('a wrong secret is a fault of the installation, told without the secret', async () => {
	const wrong = s3Store({ ...settings, secretKey: 'another', endpoint: s3.endpoint });
	await assert.rejects(wrong.get(sha('x')), (error) => {
		assert.ok(error instanceof Error && !(error instanceof Refusal));
		assert.equal(error.message, 'S3 answered 403 SignatureDoesNotMatch');
		return true;
	});
});

test('more than the limit is refused before anything is sent', async () => {
	s3.asked.length = 0;
	await assert.rejects(store.put(Buffer.alloc(101), { mostBytes: 100 }), refusal('platform/file-too-large'));
	const stream = Readable.from([Buffer.alloc(60), Buffer.alloc(60)]);
	await assert.rejects(store.put(stream, { mostBytes: 100 }), refusal('platform/file-too-large'));
	assert.deepEqual(s3.asked, []);
});
