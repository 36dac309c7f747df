import '../../../../tests/support/allow-http.ts';
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { acceptCase, answerCase, disputeCase, formatNumber, type NewCase, offerCase } from '#casework';
import { now, setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { runJobsOnce } from '#platform/jobs';
import { findOpen311Endpoint, type Open311Endpoint } from '#regions';
import {
	asahan,
	type Desk,
	deskOf,
	linesOf,
	officerAt,
	openReport,
} from '../../../../tests/support/cases.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { startPeer } from '../../../../tests/support/open311.ts';
import { startDoor } from '../../../../tests/support/open311-door.ts';
import { createApiKey } from '../keys.ts';
import { connectServer, disconnectServer } from './connect-server.ts';
import { namesReference } from './describe-case.ts';
import { sendCase } from './send-case.ts';
import { type SentCase, selectSent } from './store.ts';
import { takeUpCases } from './take-up.ts';

await testDatabase();
const peer = await startPeer();
after(() => peer.close());
const editor = { label: 'system:test', administers: ['12'] };
const works = await deskOf(asahan, 'public-works');
const environment = await deskOf(asahan, 'environment');

let at = new Date('2026-11-24T03:00:00Z');
setClock(() => at);
peer.setClock(now);
const pass = (seconds: number) => {
	at = new Date(at.getTime() + seconds * 1000);
};

const endpoint: Open311Endpoint = {
	...{ url: peer.url, jurisdiction: 'city.gov', apiKey: peer.apiKey, format: 'xml', isPrivate: true },
	services: { 'road.*': '006', 'waste.*': '100' },
};
await connectServer(editor, { pemda: asahan, office: works.officeId, endpoint });

beforeEach(() => {
	peer.faults.post.length = 0;
	peer.faults.get.length = 0;
	peer.asked.length = 0;
	pass(3600);
});

async function sentOf(caseId: string): Promise<SentCase[]> {
	const { rows } = await migratorDb.query<{ pemda: string; id: string }>({
		text: 'select pemda, id from open311.sent where case_id = $1 order by round, office_id',
		values: [caseId],
	});
	const all = await Promise.all(rows.map(({ pemda, id }) => selectSent(pemda, id)));
	return all.flatMap((one) => one ?? []);
}
/** Files a report with the connected office and lets it be taken up, not sent yet. */
async function taken(changes: Partial<NewCase> = {}) {
	const report = await openReport(changes);
	await takeUpCases();
	const [sent] = await sentOf(report.caseId);
	assert.ok(sent);
	return { report, sent };
}
const there = (number: string) =>
	peer.requests.filter(({ posted }) => namesReference(posted.get('account_id'), formatNumber(number)));
const again = (sent: SentCase) => assert.rejects(sendCase(sent), { name: 'TryAgain' });
const stateOf = async ({ pemda, id }: SentCase) => (await selectSent(pemda, id))?.state;

test('a case of a connected office is there once, with what the office needs and nobody’s name', async () => {
	const report = await openReport({
		title: 'Jembatan rusak di Kisaran',
		body: 'Jembatan rusak di Kisaran. Hubungi Pak Budi Santoso di 0812-3456-7890.',
		place: 'Jalan Cokroaminoto',
	});
	await takeUpCases();
	await takeUpCases();
	await runJobsOnce();
	await runJobsOnce();
	const [request, ...more] = there(report.number);
	assert.equal(more.length, 0);
	const reference = formatNumber(report.number);
	assert.deepEqual(Object.fromEntries(request?.posted ?? []), {
		jurisdiction_id: 'city.gov',
		api_key: peer.apiKey,
		service_code: '006',
		account_id: reference,
		description: `Jembatan rusak di Kisaran. Hubungi Pak [nama] di [nomor telepon].\n\nNomor di Sumut Smart Province: ${reference}`,
		address_string:
			'Jalan Cokroaminoto, Kecamatan Kota Kisaran Barat, Kabupaten Asahan, Provinsi Sumatera Utara',
		lat: '2.984',
		long: '99.616',
	});
	const [sent] = await sentOf(report.caseId);
	assert.deepEqual([sent?.state, sent?.remoteId], ['sent', request?.id]);
	const lines = await linesOf(report.caseId);
	assert.deepEqual(
		lines.map(({ kind, visibility }) => `${kind} ${visibility}`),
		['filed public', 'verified public', 'message person'],
	);
	assert.match(lines[2]?.body ?? '', new RegExp(`Dinas Pekerjaan Umum.*${request?.id}`));
});

test('JSON is spoken with servers that are said to; ids that are numbers there stay text here', async () => {
	await connectServer(editor, {
		pemda: asahan,
		office: works.officeId,
		endpoint: { ...endpoint, format: 'json' },
	});
	const { report, sent } = await taken();
	await sendCase(sent);
	assert.equal((await selectSent(sent.pemda, sent.id))?.remoteId, there(report.number)[0]?.id);
	assert.ok(peer.asked.some((line) => line.startsWith('POST /v2/requests.json')));
	await connectServer(editor, { pemda: asahan, office: works.officeId, endpoint });
});

for (const [fault, isThere] of [
	['cut-before', 0],
	['cut-after', 1],
	['malformed', 1],
	[{ taken: 500 }, 1],
	[{ taken: 504 }, 1],
	[503, 0],
] as const) {
	test(`nobody knows whether it arrived (${JSON.stringify(fault)}): looked for first, there once in the end`, async () => {
		const { report, sent } = await taken();
		peer.faults.post.push(fault);
		await again(sent);
		assert.equal(there(report.number).length, isThere);
		assert.equal(await stateOf(sent), 'trying');
		await again(sent); // too early: that request may still be under way
		assert.equal(peer.asked.filter((line) => line.startsWith('POST')).length, 1);
		pass(61);
		await sendCase(sent);
		assert.equal(there(report.number).length, 1);
		assert.equal(await stateOf(sent), 'sent');
		assert.equal((await selectSent(sent.pemda, sent.id))?.remoteId, there(report.number)[0]?.id);
		assert.ok(
			peer.asked.some((line) =>
				line.startsWith('GET /v2/requests.xml?jurisdiction_id=city.gov&service_code=006&start_date='),
			),
		);
	});
}

test('while it cannot be looked for it is not sent again', async () => {
	const { report, sent } = await taken();
	peer.faults.post.push('cut-after');
	await again(sent);
	for (const fault of ['malformed', 500, 'cut-before'] as const) {
		pass(61);
		peer.faults.get.push(404, fault);
		await again(sent);
	}
	pass(61);
	await sendCase(sent);
	assert.equal(there(report.number).length, 1);
});

test('a hundred runs at once send it once', async () => {
	const { report, sent } = await taken();
	await Promise.allSettled(Array.from({ length: 100 }, () => sendCase(sent)));
	assert.equal(there(report.number).length, 1);
	assert.equal(await stateOf(sent), 'sent');
});

test('a process that died in the middle: the next one looks first', async () => {
	const { report, sent } = await taken();
	await migratorDb.query({
		text: "update open311.sent set state = 'trying', attempts = 1, tried_at = $2, first_tried_at = $2 where id = $1",
		values: [sent.id, at],
	});
	pass(61);
	await sendCase(sent);
	assert.equal(there(report.number).length, 1);
	const asked = peer.asked.map((line) => line.split('?')[0]);
	assert.deepEqual(asked, [`GET /v2/tokens/${sent.id}.xml`, 'GET /v2/requests.xml', 'POST /v2/requests.xml']);
});

for (const status of [401, 403, 404, 410, 429]) {
	test(`refused for now (${status}): certainly not there, tried again without looking`, async () => {
		const { report, sent } = await taken();
		peer.faults.post.push(status);
		await again(sent);
		assert.equal(await stateOf(sent), 'waiting');
		await sendCase(sent);
		assert.equal(there(report.number).length, 1);
		assert.ok(peer.asked.every((line) => line.startsWith('POST')));
	});
}

test('refused for good (400): it stays here, and the desk reads why', async () => {
	const { report, sent } = await taken();
	peer.faults.post.push(400);
	await sendCase(sent);
	assert.equal(await stateOf(sent), 'failed');
	const [note] = await linesOf(report.caseId, 'note');
	assert.equal(note?.visibility, 'internal');
	assert.match(note?.body ?? '', /status 400: As told/);
	await sendCase(sent);
	await takeUpCases();
	assert.equal(there(report.number).length, 0);
	assert.equal((await sentOf(report.caseId)).length, 1);
});

test('three days of silence: it stays here', async () => {
	const { report, sent } = await taken();
	peer.faults.post.push('cut-before');
	await again(sent);
	pass(3 * 86_400 + 1);
	peer.faults.get.push(404, 500);
	await sendCase(sent);
	assert.equal(await stateOf(sent), 'failed');
	assert.match((await linesOf(report.caseId, 'note'))[0]?.body ?? '', /tiga hari/);
});

test('not sent: what is confidential, what has no service there; the desk reads why', async () => {
	const secret = await taken({ privacy: 'confidential' });
	await sendCase(secret.sent);
	assert.equal(await stateOf(secret.sent), 'kept');
	assert.match((await linesOf(secret.report.caseId, 'note'))[0]?.body ?? '', /rahasia/i);
	const other = await taken({ subject: 'integrity.levy' });
	await sendCase(other.sent);
	assert.equal(await stateOf(other.sent), 'failed');
	assert.equal(there(secret.report.number).length + there(other.report.number).length, 0);
});

test('answered before it was sent, or of an office that is not connected: not sent', async () => {
	const { report, sent } = await taken();
	await answerCase(officerAt(works), { ...report.ref, text: 'Sudah.', withoutEvidence: 'Telepon.' });
	await sendCase(sent);
	assert.equal(await stateOf(sent), 'ended');
	const elsewhere = await openReport({ holder: environment });
	await takeUpCases();
	assert.deepEqual(await sentOf(elsewhere.caseId), []);
});

async function handOver(from: Desk, to: Desk, ref: { pemda: string; caseId: string }) {
	pass(1);
	await offerCase(officerAt(from), { ...ref, to, reason: 'Urusan Anda' });
	await acceptCase(officerAt(to), ref);
	await takeUpCases();
}

test('sent when the office takes it over; given away it is not read any more, given back it goes on, not anew', async () => {
	const report = await openReport({ holder: environment, subject: 'road.bridge' });
	await handOver(environment, works, report.ref);
	const [sent] = await sentOf(report.caseId);
	assert.ok(sent);
	await sendCase(sent);
	await handOver(works, environment, report.ref);
	await migratorDb.query({
		text: "update open311.sent set state = 'ended' where id = $1",
		values: [sent.id],
	});
	await handOver(environment, works, report.ref);
	assert.equal(await stateOf(sent), 'sent');
	assert.equal((await sentOf(report.caseId)).length, 1);
	await runJobsOnce();
	assert.equal(there(report.number).length, 1);
});

test('a dispute is sent as a request of its own that names the first', async () => {
	const { report, sent } = await taken();
	await sendCase(sent);
	pass(10);
	await answerCase(officerAt(works), { ...report.ref, text: 'Sudah.', withoutEvidence: 'Telepon.' });
	pass(10);
	await disputeCase(report.person, { ...report.ref, reason: 'Masih rusak' });
	pass(10);
	await takeUpCases();
	const [, second, ...more] = await sentOf(report.caseId);
	assert.ok(second && more.length === 0);
	peer.faults.post.push('cut-after');
	await again(second);
	pass(61);
	await sendCase(second);
	const all = peer.requests.filter(({ posted }) =>
		posted.get('account_id')?.startsWith(formatNumber(report.number)),
	);
	assert.deepEqual(
		all.map(({ posted }) => posted.get('account_id')),
		[formatNumber(report.number), `${formatNumber(report.number)}/1`],
	);
	assert.match(all[1]?.posted.get('description') ?? '', new RegExp(`laporan ${all[0]?.id} belum selesai`));
});

test('photos go as links that open for thirty days and to nobody else', async () => {
	const { ask } = await startDoor();
	const { put } = await import('#platform/storage');
	const bytes = Buffer.from('a photo');
	const { sha256, sizeBytes } = await put(bytes);
	const file = {
		kind: 'photo',
		sha256,
		originalSha256: sha256,
		contentType: 'image/jpeg',
		sizeBytes,
	} as const;
	const { report, sent } = await taken({ attachments: [file] });
	await sendCase(sent);
	const link = new URL(there(report.number)[0]?.posted.get('media_url') ?? '');
	const answer = await ask(link.pathname);
	assert.equal(answer.status, 200);
	assert.equal(answer.text, 'a photo');
	assert.equal(answer.headers.get('content-type'), 'image/jpeg');
	assert.match(answer.headers.get('cache-control') ?? '', /private|no-store/);
	const [whole = '', until = '', signature = ''] = link.pathname.split('/').at(-1)?.split('.') ?? [];
	const later = (Number.parseInt(until, 36) + 1).toString(36);
	for (const path of [
		`/open311/photos/${whole}.${later}.${signature}.jpg`,
		`/open311/photos/${whole}.${until}.${signature.slice(0, -2)}AA.jpg`,
		`/open311/photos/${'0'.repeat(64)}.${until}.${signature}.jpg`,
		`/open311/photos/${whole}.jpg`,
	]) {
		assert.equal((await ask(path)).status, 404, path);
	}
	pass(31 * 86_400);
	assert.equal((await ask(link.pathname)).status, 404);
});

test('another installation of this platform on the other side: found by the key of the sending, though it shows no text yet', async () => {
	const { origin } = await startDoor();
	const { key } = await createApiKey('system:test', { pemda: '12.71', label: 'Asahan' });
	const services = { 'road.*': 'road.bridge' };
	const there = {
		url: `${origin}/open311/v2`,
		jurisdiction: '12.71',
		apiKey: key,
		format: 'json',
		services,
		isPrivate: true,
	} as const;
	await connectServer(editor, { pemda: asahan, office: works.officeId, endpoint: there });
	const { sent } = await taken({ lat: null, lon: null });
	const before = await sendThrough(sent);
	await migratorDb.query({
		text: "update open311.sent set state = 'trying', remote_id = null where id = $1",
		values: [sent.id],
	});
	pass(61);
	assert.equal(await sendThrough(sent), before);
	const { rows } = await migratorDb.query({ text: "select from casework.case where channel = 'open311'" });
	assert.equal(rows.length, 1);
	await connectServer(editor, { pemda: asahan, office: works.officeId, endpoint });
});
async function sendThrough(sent: SentCase): Promise<string | null | undefined> {
	await sendCase(sent);
	return (await selectSent(sent.pemda, sent.id))?.remoteId;
}

test('connecting: what is wrong is refused before anything is kept', async () => {
	const connect = (change: object, unchecked = false) =>
		connectServer(editor, {
			pemda: asahan,
			office: environment.officeId,
			endpoint: { ...endpoint, ...change },
			unchecked,
		});
	for (const url of [
		...[
			'ftp://x.example',
			'nonsense',
			'https://user:pass@x.example/v2',
			'https://x.example/v2?key=1',
			'http://localhost:8080/open311/v2',
		],
	]) {
		await assert.rejects(connect({ url }, true), { code: 'open311/wrong-server' }, url);
	}
	await assert.rejects(connect({ services: {} }), { code: 'open311/no-services-mapped' });
	await assert.rejects(connect({ services: { 'no.such': '006' } }), { code: 'open311/no-such-subject' });
	await assert.rejects(connect({ services: { '*': '999' } }), { code: 'open311/not-offered-there' });
	await assert.rejects(connect({ isPrivate: false }), { name: 'CallFailed', message: 'a private address' });
	await assert.rejects(
		connectServer({ label: 'x', administers: ['12.71'] }, { pemda: asahan, office: 'pupr', endpoint }),
		{
			code: 'regions/not-yours',
		},
	);
	await assert.rejects(connectServer(editor, { pemda: asahan, office: newId(), endpoint }), {
		code: 'regions/no-such-office',
	});
	assert.equal(await findOpen311Endpoint(asahan, environment.officeId), undefined);
	const { unmapped } = await connect({ url: `${peer.url}/` });
	assert.ok(unmapped.includes('integrity.levy') && !unmapped.includes('road.bridge'));
	assert.equal((await findOpen311Endpoint(asahan, environment.officeId))?.url, peer.url);
	await disconnectServer(editor, { pemda: asahan, office: environment.officeId });
	assert.equal(await findOpen311Endpoint(asahan, environment.officeId), undefined);
});
