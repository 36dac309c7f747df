import '../../../../tests/support/allow-http.ts';
import './jobs.ts';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import {
	acceptCase,
	confirmCase,
	disputeCase,
	findPublicCase,
	messagePerson,
	offerCase,
	withdrawCase,
} from '#casework';
import { now, setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { runJobsOnce } from '#platform/jobs';
import { folderStore, useStore } from '#platform/storage';
import type { Open311Endpoint } from '#regions';
import { asahan, clocksOf, deskOf, linesOf, officerAt, openReport } from '../../../../tests/support/cases.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { makePhoto } from '../../../../tests/support/media.ts';
import { type PeerRequest, startPeer } from '../../../../tests/support/open311.ts';
import { attachPhoto } from './attach-photo.ts';
import { connectServer } from './connect-server.ts';
import { readBack } from './read-back.ts';
import { selectSent } from './store.ts';
import { takeUpCases } from './take-up.ts';

await testDatabase();
const peer = await startPeer();
const folder = await mkdtemp(join(tmpdir(), 'ssp-open311-'));
useStore(folderStore(folder));
after(async () => {
	await peer.close();
	useStore();
	await rm(folder, { recursive: true, force: true });
});
const works = await deskOf(asahan, 'public-works');
const environment = await deskOf(asahan, 'environment');
const officer = officerAt(works);
let at = new Date('2026-11-24T03:00:00Z');
setClock(() => at);
peer.setClock(now);
const pass = (minutes: number) => {
	at = new Date(at.getTime() + minutes * 60_000);
};
const editor = { label: 'system:test', administers: ['12'] };
const endpoint: Open311Endpoint = {
	...{ url: peer.url, jurisdiction: null, apiKey: peer.apiKey, format: 'xml', isPrivate: true },
	services: { '*': '006' },
};
await connectServer(editor, { pemda: asahan, office: works.officeId, endpoint });

beforeEach(() => {
	peer.faults.post.length = 0;
	peer.faults.get.length = 0;
	pass(60);
});

async function sent() {
	const report = await openReport();
	await takeUpCases();
	await runJobsOnce();
	const request = peer.requests.at(-1);
	assert.ok(request);
	return { report, request };
}
/** Five minutes on, what stands there is read. */
async function read(request: PeerRequest, change: Partial<PeerRequest> = {}) {
	Object.assign(request, change);
	pass(6);
	peer.asked.length = 0;
	await readBack();
}
const statusOf = async (number: string) => (await findPublicCase(number))?.status;
async function rowOf(caseId: string): Promise<Record<string, unknown>> {
	const { rows } = await migratorDb.query<Record<string, unknown>>({
		text: 'select * from open311.sent where case_id = $1 order by round desc',
		values: [caseId],
	});
	return rows[0] ?? {};
}
const own = async (caseId: string) =>
	(await linesOf(caseId))
		.filter(({ kind }) => ['started', 'message', 'answer', 'note'].includes(kind))
		.slice(1);

test('a first note is what the office does about it, further ones reach the person; each once', async () => {
	const { report, request } = await sent();
	await read(request);
	assert.deepEqual(await own(report.caseId), []);
	await read(request, { notes: 'Tim turun Kamis' });
	assert.equal(await statusOf(report.number), 'in-progress');
	assert.ok((await clocksOf(report.caseId)).find(({ code }) => code === 'follow-up')?.metAt);
	await read(request);
	await read(request, { notes: 'Menunggu bahan' });
	await read(request, { notes: 'Tim turun Kamis' });
	assert.deepEqual(
		(await own(report.caseId)).map(({ kind, visibility, body }) => `${kind} ${visibility}: ${body}`),
		['started public: Tim turun Kamis', 'message person: Menunggu bahan', 'message person: Tim turun Kamis'],
	);
});

test('asked at most every five minutes, all in one question', async () => {
	const [one, two] = [await sent(), await sent()];
	await read(one.request);
	const questions = peer.asked.filter((line) => line.includes(one.request.id));
	assert.equal(questions.length, 1);
	assert.ok(questions[0]?.includes(two.request.id));
	pass(2);
	peer.asked.length = 0;
	await readBack();
	assert.deepEqual(peer.asked, []);
});

test('closed there is answered here: the person decides, and no clock of theirs is lost', async () => {
	const { report, request } = await sent();
	await read(request, { status: 'closed', notes: 'Papan diganti' });
	assert.equal(await statusOf(report.number), 'answered');
	const [answer] = await own(report.caseId);
	assert.deepEqual([answer?.kind, answer?.visibility, answer?.body], ['answer', 'public', 'Papan diganti']);
	assert.match(String(answer?.detail['withoutEvidence']), new RegExp(`sistem kantor, nomor ${request.id}`));
	assert.ok((await clocksOf(report.caseId)).some(({ code, metAt }) => code === 'auto-close' && !metAt));
	await read(request, { notes: 'Berubah lagi' });
	assert.equal((await own(report.caseId)).length, 1);
	await confirmCase(report.person, report.ref);
	assert.equal(await statusOf(report.number), 'closed');
});

test('closed there without a word: a sentence of ours with the number there', async () => {
	const { report, request } = await sent();
	await read(request, { status: 'Closed' });
	assert.match((await own(report.caseId))[0]?.body ?? '', new RegExp(`nomor ${request.id}`));
});

test('the person disputes: a new request there, and its end is an answer again', async () => {
	const { report, request } = await sent();
	await read(request, { status: 'closed', notes: 'Selesai' });
	await disputeCase(report.person, { ...report.ref, reason: 'Belum' });
	await takeUpCases();
	await runJobsOnce();
	const second = peer.requests.at(-1);
	assert.ok(second && second.id !== request.id);
	assert.equal(await statusOf(report.number), 'disputed');
	await read(second, { status: 'closed', notes: 'Sekarang sungguh selesai' });
	assert.equal(await statusOf(report.number), 'answered');
	assert.equal((await own(report.caseId)).at(-1)?.body, 'Sekarang sungguh selesai');
});

test('a photo with the closing is evidence; what is no photo, ours or nowhere is done without', async () => {
	const photo = await makePhoto(7, { width: 320, height: 240 });
	const server = createServer((request, response) => {
		if (request.url === '/secret.jpg') response.writeHead(302, { location: '/photo.jpg' }).end();
		else if (request.url === '/photo.jpg') response.end(photo);
		else response.end('<svg/>');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	after(() => server.close());
	const { port } = server.address() as AddressInfo; // it listens on a port, so this is no path and not null
	// The peer's own host may be private; another one there may not.
	const direct = await sent();
	await read(direct.request, { status: 'closed', mediaUrl: `http://127.0.0.1:${port}/photo.jpg` });
	const evidence = async (caseId: string) =>
		(
			await migratorDb.query({
				text: "select from casework.attachment where case_id = $1 and purpose = 'evidence'",
				values: [caseId],
			})
		).rows.length;
	assert.equal(await evidence(direct.report.caseId), 0);
	await connectServer(editor, {
		...{ pemda: asahan, office: works.officeId, unchecked: true },
		endpoint: { ...endpoint, url: `http://127.0.0.1:${port}/v2` },
	});
	const other = await takenUp();
	for (const [path, count] of [
		['/x.svg', 0],
		['/secret.jpg', 0],
		['/photo.jpg', 1],
		['/photo.jpg', 1],
	] as const) {
		await attachPhoto(other, `http://127.0.0.1:${port}${path}`, {
			...endpoint,
			url: `http://127.0.0.1:${port}/v2`,
		});
		assert.equal(await evidence(other.caseId), count, path);
	}
	await connectServer(editor, { pemda: asahan, office: works.officeId, endpoint });
});
async function takenUp() {
	const report = await openReport();
	await takeUpCases();
	const { rows } = await migratorDb.query<{ pemda: string; id: string }>({
		text: 'select pemda, id from open311.sent where case_id = $1',
		values: [report.caseId],
	});
	const found = await selectSent(rows[0]?.pemda ?? '', rows[0]?.id ?? '');
	assert.ok(found);
	return found;
}

for (const status of [404, 410] as const) {
	test(`gone there (${status}): after a day the desk here is told, once`, async () => {
		const { report, request } = await sent();
		await read(request, { gone: status });
		assert.ok((await rowOf(report.caseId))['missing_since']);
		assert.deepEqual(await own(report.caseId), []);
		pass(25 * 60);
		await readBack();
		await read(request);
		const [note, ...more] = await own(report.caseId);
		assert.deepEqual([note?.kind, note?.visibility, more.length], ['note', 'internal', 0]);
		assert.equal((await rowOf(report.caseId))['state'], 'failed');
		assert.equal(await statusOf(report.number), 'verified');
	});
}

test('gone for a moment only: nothing happened', async () => {
	const { report, request } = await sent();
	await read(request, { gone: 404 });
	Reflect.deleteProperty(request, 'gone');
	await read(request, { notes: 'Tim turun' });
	assert.equal((await rowOf(report.caseId))['missing_since'], null);
	assert.equal(await statusOf(report.number), 'in-progress');
});

for (const fault of ['malformed', 'cut-before', 500, 403, 302] as const) {
	test(`a server that fails (${fault}) changes nothing, and is asked again`, async () => {
		const { report, request } = await sent();
		peer.faults.get.push(fault);
		await read(request, { status: 'closed', notes: 'Selesai' });
		assert.equal(await statusOf(report.number), 'verified');
		assert.ok((await rowOf(report.caseId))['last_error']);
		await read(request);
		assert.equal(await statusOf(report.number), 'answered');
	});
}

test('an answer that leaves some out: those are asked for one by one', async () => {
	const { report, request } = await sent();
	peer.faults.get.push('empty');
	await read(request, { status: 'closed', notes: 'Selesai' });
	assert.ok(peer.asked.some((line) => line.startsWith(`GET /v2/requests/${request.id}.xml`)));
	assert.equal(await statusOf(report.number), 'answered');
});

test('a status there is none of says nothing', async () => {
	const { report, request } = await sent();
	await read(request, { status: 'in process', notes: 'x' });
	assert.equal(await statusOf(report.number), 'verified');
	assert.equal((await rowOf(report.caseId))['last_error'], 'neither open nor closed');
});

test('a note of 100,000 characters, with markup and what no text can hold, is cut and stays text', async () => {
	const { report, request } = await sent();
	await read(request, { notes: `<b>Ini</b> & ${'x'.repeat(100_000)}` });
	const [line] = await own(report.caseId);
	assert.equal(line?.body.length, 4000);
	assert.ok(line?.body.startsWith('<b>Ini</b> & x'));
});

test('a crash between the file and our own row writes nothing twice', async () => {
	const { report, request } = await sent();
	await read(request, { notes: 'Tim turun' });
	await migratorDb.query({
		text: 'update open311.sent set remote_notes = null, remote_status = null where case_id = $1',
		values: [report.caseId],
	});
	await read(request);
	assert.equal((await own(report.caseId)).length, 1);
});

test('a token becomes a number later, and only then is the person told', async () => {
	peer.faults.post.push('token');
	const { report, request } = await sent();
	assert.equal((await rowOf(report.caseId))['state'], 'token');
	await read(request);
	assert.equal((await linesOf(report.caseId, 'message')).length, 0);
	peer.tokens.set(`t-${request.id}`, request.id);
	await read(request);
	await runJobsOnce();
	assert.equal((await rowOf(report.caseId))['remote_id'], request.id);
	assert.match((await linesOf(report.caseId, 'message'))[0]?.body ?? '', new RegExp(request.id));
	await read(request, { status: 'closed' });
	assert.equal(await statusOf(report.number), 'answered');
});

test('out of the office’s hands, withdrawn, or messages by people meanwhile: nothing is written over them', async () => {
	const given = await sent();
	await offerCase(officer, { ...given.report.ref, to: environment, reason: 'Bukan kami' });
	await acceptCase(officerAt(environment), given.report.ref);
	await read(given.request, { status: 'closed', notes: 'Selesai' });
	assert.equal(await statusOf(given.report.number), 'verified');
	assert.equal((await rowOf(given.report.caseId))['state'], 'ended');

	const withdrawn = await sent();
	await withdrawCase(withdrawn.report.person, withdrawn.report.ref);
	await read(withdrawn.request, { status: 'closed', notes: 'Selesai' });
	assert.equal(await statusOf(withdrawn.report.number), 'closed');

	const both = await sent();
	await messagePerson(officer, { ...both.report.ref, text: 'Dari meja' });
	await read(both.request, { notes: 'Dari sistem' });
	assert.deepEqual(
		(await own(both.report.caseId)).map(({ body }) => body),
		['Dari meja', 'Dari sistem'],
	);
});

test('one server that does not answer holds up no other', async () => {
	const { report, request } = await sent();
	const deaf = createServer(() => undefined);
	await new Promise<void>((done) => deaf.listen(0, '127.0.0.1', done));
	const { port } = deaf.address() as AddressInfo; // it listens on a port, so this is no path and not null
	deaf.closeAllConnections();
	await new Promise((done) => deaf.close(done));
	await connectServer(editor, {
		...{ pemda: asahan, office: environment.officeId, unchecked: true },
		endpoint: { ...endpoint, url: `http://127.0.0.1:${port}/v2` },
	});
	await migratorDb.query({
		text: `insert into open311.sent (pemda, id, office_id, case_pemda, case_id, number, round, state, remote_id, created_at)
			select pemda, gen_random_uuid(), $1, case_pemda, case_id, number, 9, 'sent', '1', now() from open311.sent limit 1`,
		values: [environment.officeId],
	});
	await read(request, { status: 'closed' });
	assert.equal(await statusOf(report.number), 'answered');
});
