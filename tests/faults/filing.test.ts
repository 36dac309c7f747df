import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, disconnect, migratorDb } from '#platform/db';
import { type Platform, startPlatform } from '../support/journey.ts';
import { atStatements } from '../support/statements.ts';
import { goTheWholeWay, isWhole, readyToSend, whatIsHalf } from '../support/whole-way.ts';

let platform: Platform;
before(async () => {
	platform = await startPlatform(undefined, {}, { alone: true });
});
after(() => platform.stop());

const report = {
	text: 'Lubang besar di tengah jalan, sudah dua minggu.',
	class: 'complaint',
	subject: 'road.pothole',
	region: '12.71',
	privacy: 'anonymous',
};

function file(key: string, more: object = {}): Promise<Response> {
	return fetch(`${platform.origin}/api/v1/reports`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ ...report, key, ...more }),
	});
}

async function numberOf(answer: Response): Promise<string> {
	const said: { number: string } = JSON.parse(await answer.text());
	return said.number;
}

test('a hundred taps make one case', async () => {
	const answers = await Promise.all(Array.from({ length: 100 }, () => file('seratus-ketukan')));
	const numbers = new Set(await Promise.all(answers.map(numberOf)));
	assert.equal(numbers.size, 1);
});

const bad: [string, object][] = [
	['a NUL byte', { text: 'jalan berlubang \u0000 besar sekali' }],
	['half a surrogate pair', { text: 'jalan berlubang \ud800 besar sekali' }],
	['a text too long', { text: 'a'.repeat(5000) }],
	['a number for a text', { text: 12_345 }],
	['a list for a subject', { subject: ['road.pothole'] }],
	['a subject that is none', { subject: 'road.nothing' }],
	['a place that is none', { region: '99.99' }],
	['a point elsewhere', { lat: 52.5, lon: 13.4 }],
	['an address that is none', { privacy: 'named', email: 'bukan alamat' }],
];
for (const [what, fields] of bad) {
	test(`${what} is refused, naming the field`, async () => {
		const answer = await file(`buruk ${what}`, fields);
		assert.equal(answer.status, 400);
		const { error }: { error: { fields: Record<string, string> } } = JSON.parse(await answer.text());
		assert.ok(Object.keys(error.fields).length > 0);
	});
}

test('__proto__ changes nothing, ten megabytes are refused', async () => {
	const headers = { 'content-type': 'application/json' };
	const proto = `{"key":"proto-12345","__proto__":{"text":"x"},"constructor":{}}`;
	const answer = await fetch(`${platform.origin}/api/v1/reports`, { method: 'POST', headers, body: proto });
	assert.equal(answer.status, 400);
	assert.equal(await statusOfTenMegabytes(), 413);
});

/** By hand, since `fetch` reports nothing but a broken pipe when a server answers before it has read everything. */
async function statusOfTenMegabytes(): Promise<number | undefined> {
	const sent = request(`${platform.origin}/api/v1/reports`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
	});
	sent.on('error', () => {});
	sent.end(JSON.stringify({ ...report, key: 'besar-sekali', text: 'a'.repeat(10_000_000) }));
	const [answer] = await once(sent, 'response');
	answer.resume();
	return answer.statusCode;
}

test('kill -9 of server and PostgreSQL loses no acknowledged case, and no application by half', async () => {
	const acknowledged: string[] = [];
	let filing = true;
	const clients = Array.from({ length: 8 }, async (_, client) => {
		for (let n = 0; filing && n < 40; n++) {
			try {
				const answer = await file(`beban-${client}-${n}`);
				if (answer.status === 201) acknowledged.push(await numberOf(answer));
			} catch {
				return; // the server is gone; what was not answered was not promised
			}
		}
	});
	while (acknowledged.length < 40) await sleep(10);
	connect(platform.database, 4);
	const parties = await readyToSend(3);
	const killed = Promise.withResolvers<void>();
	const stopWatching = atStatements((name) => name === 'documents.issue' && killed.resolve());
	const way = goTheWholeWay(parties).then(
		() => 'all of it',
		() => 'cut off',
	);
	await killed.promise;
	stopWatching();
	const postmaster = Number(readFileSync(pidFile(platform.folder), 'utf8').split('\n')[0]);
	platform.child.kill('SIGKILL');
	process.kill(postmaster, 'SIGKILL');
	filing = false;
	await Promise.all([once(platform.child, 'exit'), ...clients]);
	assert.equal(await way, 'cut off');
	await disconnect();
	platform = await startPlatform(platform);
	for (const number of acknowledged) {
		const answer = await fetch(`${platform.origin}/api/v1/cases/${number}`);
		assert.equal(answer.status, 200, number);
	}
	connect(platform.database, 4);
	assert.deepEqual(await whatIsHalf(), []);
	await goTheWholeWay(parties);
	for (const patience = Date.now() + 60_000; Date.now() < patience && (await filesToMake()) > 0; ) {
		await sleep(250);
	}
	await isWhole(parties.drafts.length);
	await disconnect();
});

async function filesToMake(): Promise<number> {
	const text = 'select count(*)::int as count from documents.document where file_sha256 is null';
	const { rows } = await migratorDb.query<{ count: number }>({ text });
	return rows[0]?.count ?? 0;
}

function pidFile(folder: string): string {
	return join(folder, 'postgres', 'data', 'postmaster.pid');
}
