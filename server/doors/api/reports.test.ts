import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { migratorDb } from '#platform/db';
import { createHost } from '#platform/http';
import { folderStore, useStore } from '#platform/storage';
import { testDatabase } from '../../../tests/support/database.ts';
import { exifOf, makePhoto } from '../../../tests/support/media.ts';
import { apiDoor } from './index.ts';

await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'ssp-api-reports-'));
useStore(folderStore(folder));
const app = createHost();
await app.register(apiDoor);
const origin = await app.listen({ port: 0, host: '127.0.0.1' });
after(async () => {
	await app.close();
	useStore();
	await rm(folder, { recursive: true, force: true });
});

const report = {
	text: 'Lubang besar di tengah jalan, sudah dua minggu.',
	class: 'complaint',
	subject: 'road.pothole',
	region: '12.09.19',
	privacy: 'anonymous',
};
const keyOf = (name: string) => `${name}-kunci-dari-ponsel-12345`;

async function file(key: string, more: object = {}, language = 'id') {
	const answer = await fetch(`${origin}/api/v1/reports`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'accept-language': language },
		body: JSON.stringify({ ...report, key, ...more }),
	});
	return { status: answer.status, said: Object(await answer.json()) };
}

async function sendFile(key: string, place: number | string, bytes: Uint8Array, type = 'image/jpeg') {
	const answer = await fetch(`${origin}/api/v1/reports/${key}/files/${place}`, {
		method: 'PUT',
		headers: { 'content-type': type, 'accept-language': 'id' },
		body: new Uint8Array(bytes),
	});
	return { status: answer.status, said: Object(await answer.json()) };
}

async function photosOf(number: string) {
	const { rows } = await migratorDb.query<{ lat: number | null; takenAt: Date | null }>({
		text: `select a.lat, a.taken_at as "takenAt" from casework.attachment a
			join casework.case c on c.pemda = a.pemda and c.id = a.case_id where c.number = $1`,
		values: [number.replaceAll('-', '')],
	});
	return rows;
}

test('photos first, one by one, then the report; everything can be sent again', async () => {
	const key = keyOf('foto');
	const first = await makePhoto(1);
	assert.equal((await sendFile(key, 1, first)).status, 201);
	assert.deepEqual(await sendFile(key, 1, first), { status: 200, said: { already: true } });
	assert.equal((await sendFile(key, 2, await makePhoto(2))).status, 201);
	const filed = await file(key, { files: 2 });
	assert.equal(filed.status, 201);
	assert.equal((await photosOf(filed.said.number)).length, 2);
	const again = await file(key, { files: 2 });
	assert.deepEqual(again, { status: 200, said: { ...filed.said, already: true } });
	assert.deepEqual(
		await sendFile(key, 1, first),
		{ status: 200, said: { already: true } },
		'nothing is added',
	);
	assert.equal((await photosOf(filed.said.number)).length, 2);
});

test('the same at the same moment, from two tabs', async () => {
	const key = keyOf('dua-tab');
	const photo = await makePhoto(3);
	await Promise.all([sendFile(key, 1, photo), sendFile(key, 1, photo), sendFile(key, 2, await makePhoto(4))]);
	const answers = await Promise.all(Array.from({ length: 10 }, () => file(key, { files: 2 })));
	const [number] = new Set(answers.map(({ said }) => said.number));
	assert.ok(answers.every(({ said }) => said.number === number));
	assert.equal((await photosOf(number)).length, 2);
});

test('a report whose photos are not here is not filed without them', async () => {
	const key = keyOf('hilang');
	const early = await file(key, { files: 1 });
	assert.equal(early.status, 409);
	assert.equal(early.said.error.code, 'reports/files-missing');
	await sendFile(key, 1, await makePhoto(5));
	assert.equal((await file(key, { files: 1 })).status, 201);
});

test('the receipt comes again also when the phone asks much later', async () => {
	const key = keyOf('lama');
	await sendFile(key, 1, await makePhoto(6));
	const { said } = await file(key, { files: 1 });
	await migratorDb.query({ text: 'delete from reports.draft' });
	await sendFile(key, 1, await makePhoto(6));
	const again = await file(key, { files: 1 });
	assert.deepEqual([again.status, again.said.number, again.said.code], [200, said.number, said.code]);
});

test('place and time of a photo are kept only when the person said so', async () => {
	const photo = await makePhoto(7, { exif: exifOf('2026:11:20 09:30:00') });
	for (const useFilePlace of [true, false]) {
		const key = keyOf(`tempat-${useFilePlace}`);
		await sendFile(key, 1, photo);
		const { said } = await file(key, { files: 1, useFilePlace });
		const [kept] = await photosOf(said.number);
		assert.equal(kept?.lat !== null, useFilePlace);
		assert.equal(kept?.takenAt !== null, useFilePlace);
	}
});

test('a point without a region is in the regency around it', async () => {
	const { said } = await file(keyOf('titik'), { region: null, lat: 2.984, lon: 99.616 });
	assert.equal(said.government, '12.09');
});

const refused: [what: string, send: () => ReturnType<typeof sendFile>, status: number, code: string][] = [
	['a short key', async () => sendFile('pendek-123', 1, await makePhoto(1)), 400, 'reports/key-short'],
	['a sixth file', async () => sendFile(keyOf('enam'), 6, await makePhoto(1)), 400, 'reports/too-many-files'],
	[
		'a place that is none',
		async () => sendFile(keyOf('x'), 'a', await makePhoto(1)),
		400,
		'reports/too-many-files',
	],
	[
		'a drawing that could run',
		() => sendFile(keyOf('svg'), 1, Buffer.from('<svg/>')),
		415,
		'media/unknown-type',
	],
	['nothing', () => sendFile(keyOf('kosong'), 1, Buffer.alloc(0)), 415, 'media/unknown-type'],
];
for (const [what, send, status, code] of refused) {
	test(`refuses ${what}, in the person's language`, async () => {
		const answer = await send();
		assert.deepEqual([answer.status, answer.said.error.code], [status, code]);
		assert.doesNotMatch(answer.said.error.message, /^refusal\./);
	});
}

test('every wrong answer has its sentence in the language that was asked for', async () => {
	const { said } = await file(keyOf('salah'), { text: 'pendek', region: '99.99.99x', files: 0 });
	assert.match(said.error.sentences.text, /paling sedikit 10 huruf/);
	assert.match(said.error.sentences.region, /Pilih tempat/);
	const english = await file(keyOf('salah'), { text: 'short' }, 'en');
	assert.match(english.said.error.sentences.text, /10 letters|10 characters/);
	const odd = await file(keyOf('salah'), { files: 'dua', useFilePlace: 1 });
	assert.deepEqual(Object.keys(odd.said.error.sentences), ['files', 'useFilePlace']);
});

test('what cannot be read, and a filter there is not, is said in the language that was asked for', async () => {
	const ask = async (path: string, init: RequestInit = {}) => {
		const answer = await fetch(origin + path, init);
		return { status: answer.status, error: Object(Object(await answer.json())['error']) };
	};
	const headers = { 'content-type': 'application/json', 'accept-language': 'id' };
	const broken = await ask('/api/v1/reports', { method: 'POST', headers, body: '{"key":' });
	assert.deepEqual([broken.status, broken.error.code], [400, 'http/bad-request']);
	assert.equal(broken.error.message, 'Permintaan ini tidak dapat dibaca.');
	const unknown = await ask('/api/v1/cases?pemda=99&class=complaint', { headers });
	assert.deepEqual([unknown.status, Object.keys(unknown.error.fields)], [400, ['pemda']]);
	assert.match(unknown.error.sentences.pemda, /tidak dikenal/);
});

test('more than a body may have is refused with the limit, in words', async () => {
	const answer = await app.inject({
		method: 'POST',
		url: '/api/v1/reports',
		headers: { 'accept-language': 'id' },
		payload: { ...report, key: keyOf('besar'), text: 'a'.repeat(1_200_000) },
	});
	assert.equal(answer.statusCode, 413);
	assert.match(Object(answer.json()).error.message, /terlalu besar\. Paling besar 1 MB/);
});
