import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCase, confirmCase, formatNumber, publishCase, verifyCase } from '#casework';
import { setClock } from '#platform/clock';
import { deskOf, medan, officerAt, openReport } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { startDoor } from '../../../tests/support/open311-door.ts';
import { writeMoment } from './moments.ts';

await testDatabase();
const { ask } = await startDoor();
const at = (text: string) => setClock(() => new Date(text));

const fields = [
	...['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description'],
	...['agency_responsible', 'service_notice', 'requested_datetime', 'updated_datetime', 'expected_datetime'],
	...['address', 'address_id', 'zipcode', 'lat', 'long', 'media_url'],
];
type Shown = Record<(typeof fields)[number], string | number | null> & { [name: string]: unknown };

async function list(query: string): Promise<Shown[]> {
	const answer = await ask(`/open311/v2/requests.json?${query}`);
	assert.equal(answer.status, 200, answer.text);
	const rows = answer.json();
	assert.ok(Array.isArray(rows));
	return rows;
}
const ids = async (query: string) => (await list(query)).map((row) => row['service_request_id']);

at('2026-08-03T03:00:00Z');
const old = await openReport({ title: 'Jembatan lama', subject: 'road.bridge' });
at('2026-11-02T03:00:00Z');
const closed = await openReport({ title: 'Lubang besar', subject: 'road.pothole', lat: 2.98, lon: 99.62 });
const officer = officerAt(closed.holder);
at('2026-11-03T03:00:00Z');
await verifyCase(officer, closed.ref);
const shown = {
	title: 'Lubang besar',
	body: 'Lubang di Jalan Imam Bonjol.\nDalam sekali & <b>gelap</b>.',
	photos: [],
};
await publishCase(officer, { ...closed.ref, ...shown });
at('2026-11-04T03:00:00Z');
await answerCase(officer, { ...closed.ref, text: 'Sudah ditambal.', withoutEvidence: 'Foto menyusul.' });
at('2026-11-05T03:00:00Z');
await confirmCase(closed.person, closed.ref);
at('2026-11-20T03:00:00Z');
const fresh = await openReport({ subject: 'road.bridge' });
const secret = await openReport({ privacy: 'confidential', body: 'Rahasia sekali' });
const elsewhere = await openReport({
	...{ pemda: medan, region: '12.71.01', subject: 'road.pothole', lat: 3.585, lon: 98.67 },
	holder: await deskOf(medan, 'public-works'),
});
at('2026-11-24T03:00:00Z');
const [oldId, closedId, freshId, elsewhereId] = [old, closed, fresh, elsewhere].map(({ number }) =>
	formatNumber(number),
);

test('a closed request: every documented field, the answer as its notes, dates with their offset', async () => {
	const [row] = await list(`jurisdiction_id=12.09&service_request_id=${closedId}`);
	assert.deepEqual(Object.keys(row ?? {}), fields);
	assert.deepEqual(row, {
		service_request_id: closedId,
		status: 'closed',
		status_notes: 'The reporter confirmed the problem is solved',
		service_name: 'Pothole',
		service_code: 'road.pothole',
		description: shown.body,
		agency_responsible: closed.holder.officeName,
		service_notice: null,
		requested_datetime: '2026-11-02T10:00:00+07:00',
		updated_datetime: '2026-11-05T10:00:00+07:00',
		expected_datetime: writeMoment(closed.dueAt),
		address: 'Kecamatan Kota Kisaran Barat, Kabupaten Asahan, Provinsi Sumatera Utara',
		address_id: '12.09.19',
		zipcode: null,
		lat: 2.98,
		long: 99.62,
		media_url: null,
	});
});

test('XML says the same, markup in a text stays text', async () => {
	const [row] = await list(`jurisdiction_id=12.09&service_request_id=${closedId}`);
	const xml = await ask(`/open311/v2/requests.xml?jurisdiction_id=12.09&service_request_id=${closedId}`);
	assert.match(xml.text, /^<\?xml version="1.0" encoding="utf-8"\?>\n<service_requests><request>/);
	const [request] = Object(xml.xml()).service_requests.request;
	const asText = Object.entries(row ?? {}).map(([name, value]) => [name, String(value ?? '')]);
	assert.deepEqual(request, Object.fromEntries(asText));
});

test('one request by its address, as one bare list; by another jurisdiction it does not exist', async () => {
	for (const jurisdiction of ['12.09', '12']) {
		const answer = await ask(`/open311/v2/requests/${closedId}.json?jurisdiction_id=${jurisdiction}`);
		assert.deepEqual(answer.json(), await list(`jurisdiction_id=12&service_request_id=${closedId}`));
		assert.equal(answer.headers.get('last-modified'), 'Thu, 05 Nov 2026 03:00:00 GMT');
	}
	for (const path of [
		`${closedId}.json?jurisdiction_id=12.71`,
		`${formatNumber(secret.number)}.json?jurisdiction_id=12`,
		'AAAA-AAAA-AAAA.json?jurisdiction_id=12',
		"x'or'1.json?jurisdiction_id=12",
	]) {
		const answer = await ask(`/open311/v2/requests/${path}`);
		assert.equal(answer.status, 404, path);
		assert.deepEqual(answer.json(), [{ code: 404, description: 'This service_request_id is not known' }]);
	}
});

test('what nobody has read over yet has no text; what is confidential is not there at all', async () => {
	const [row] = await list(`jurisdiction_id=12.09&service_request_id=${freshId}`);
	assert.equal(row?.['description'], null);
	assert.equal(row?.['status'], 'open');
	const all = await ask('/open311/v2/requests.json?jurisdiction_id=12&extensions=true');
	for (const never of [
		'Rahasia',
		formatNumber(secret.number),
		'Papan jembatan patah',
		'Budi',
		'contoh.example',
	]) {
		assert.ok(!all.text.includes(never), never);
	}
});

test('the last 90 days, the newest first; a jurisdiction is an area, the province all of them', async () => {
	assert.deepEqual(await ids('jurisdiction_id=12.09'), [freshId, closedId]);
	assert.deepEqual(await ids('jurisdiction_id=12.71'), [elsewhereId]);
	assert.deepEqual(new Set(await ids('jurisdiction_id=12')), new Set([freshId, closedId, elsewhereId]));
	assert.deepEqual(await ids('jurisdiction_id=12.78'), []);
});

const filters: [query: string, found: (string | undefined)[]][] = [
	['status=open', [freshId]],
	['status=closed', [closedId]],
	['status=open,closed', [freshId, closedId]],
	['status=open&status=closed', [freshId, closedId]],
	['status=', [freshId, closedId]],
	['service_code=road.pothole', [closedId]],
	['service_code=road.pothole,road.bridge', [freshId, closedId]],
	['service_code=road.pothole&service_code=road.bridge', [freshId, closedId]],
	['service_code=no.such', []],
	['start_date=2026-11-10T00:00:00Z', [freshId]],
	['end_date=2026-11-10T00:00:00Z', [closedId]],
	['start_date=2026-11-02T03:00:00Z&end_date=2026-11-02T03:00:00Z', [closedId]],
	['start_date=2026-11-02&end_date=2026-11-02', [closedId]],
	['start_date=2026-11-02T10:00:00%2B07:00&end_date=2026-11-02T10:00:00+07:00', [closedId]],
	['start_date=2026-08-01&end_date=2026-08-31', [oldId]],
	['start_date=2026-08-01T00:00:00Z', [oldId]],
	[`service_request_id=${oldId},${freshId}`, [freshId, oldId]],
	[
		`service_request_id=${oldId}&service_request_id=${closedId}&status=open&start_date=2026-11-20`,
		[closedId, oldId],
	],
	[`service_request_id=${oldId?.replaceAll('-', '').toLowerCase()}`, [oldId]],
	['service_request_id=1,2,3', []],
	[`service_request_id=${elsewhereId}`, []],
	['updated_after=2026-11-05T00:00:00Z&updated_before=2026-11-06T00:00:00Z', [closedId]],
	['updated_after=2026-11-06T00:00:00Z', [freshId]],
	['q=tambal', []],
	['q=lubang', [closedId]],
	['lat=2.98&long=99.62&radius=100', [closedId]],
	['lat=2.98&long=99.62', [freshId, closedId]],
	['lat=3.5&long=98.6&radius=500', []],
	['page=1&page_size=1', [freshId]],
	['page=2&page_size=1', [closedId]],
	['page=3&page_size=1', []],
	['lat=2.98&long=99.62&page=2&page_size=1', [closedId]],
	['page_size=1', [freshId]],
	['nonsense=1&__proto__=2', [freshId, closedId]],
];
for (const [query, found] of filters) {
	test(`filter ${query.slice(0, 90)}`, async () => {
		assert.deepEqual(await ids(`jurisdiction_id=12.09&${query}`), found);
	});
}

const refused: [query: string, says: RegExp][] = [
	['start_date=2026-08-01T00:00:00Z&end_date=2026-11-20T00:00:00Z', /end_date: at most 90 days/],
	['start_date=2026-11-20&end_date=2026-11-10', /end_date: earlier/],
	['start_date=kemarin', /start_date: no time/],
	['end_date=2026-02-30T00:00:00Z', /end_date: no time/],
	['start_date=2026-11-10T00:00:00', /start_date: no time/],
	['start_date=2026-11-10&start_date=2026-11-11', /start_date was given more than once/],
	['updated_after=2026-01-01&updated_before=2026-11-01', /updated_before: at most 90 days/],
	['status=resolved', /status: open or closed only/],
	['status=open,Closed', /status/],
	['page=0', /page: no possible whole number/],
	['page_size=1001', /page_size: no possible/],
	['page=-1', /page: no possible/],
	['page=1e3', /page: no possible/],
	['page=9999&page_size=1000', /page: too far/],
	['lat=2.98', /long: lat and long go together/],
	['lat=200&long=99', /lat: no possible number/],
	['lat=NaN&long=Infinity', /lat: no possible number/],
	['lat=1&long=99&radius=0', /radius: no possible/],
	['lat=1&long=99&radius=9999999', /radius: no possible/],
	[`q=${'a'.repeat(201)}`, /q: at most 200/],
	[`service_request_id=${Array.from({ length: 1001 }, (_, i) => i).join(',')}`, /at most 1000/],
	['q=%00', /Parameter q cannot be read/],
	['q=%ed%a0%80', /Parameter q cannot be read/],
];
for (const [query, says] of refused) {
	test(`refuses ${query.slice(0, 60)}`, async () => {
		const answer = await ask(`/open311/v2/requests.json?jurisdiction_id=12.09&${query}`);
		assert.equal(answer.status, 400, answer.text);
		assert.match(answer.text, says);
	});
}

test('several parameters wrong: an error for each', async () => {
	const answer = await ask('/open311/v2/requests.json?jurisdiction_id=12&status=x&page=0&start_date=x');
	const errors = answer.json();
	assert.ok(Array.isArray(errors));
	assert.deepEqual(
		errors.map(({ code }) => code),
		[400, 400, 400],
	);
});

test('extensions: what else is public, and the history', async () => {
	const [row] = await list(`jurisdiction_id=12.09&service_request_id=${closedId}&extensions=true`);
	const { extended_attributes: more, notes } = Object(row);
	assert.equal(more.detailed_status, 'closed');
	assert.equal(more.outcome, 'confirmed');
	assert.equal(more.title, 'Lubang besar');
	assert.deepEqual(
		notes.map((note: { type: string; datetime: string }) => `${note.type} ${note.datetime}`),
		[
			'filed 2026-11-02T10:00:00+07:00',
			'verified 2026-11-03T10:00:00+07:00',
			'published 2026-11-03T10:00:00+07:00',
			'answer 2026-11-04T10:00:00+07:00',
			'confirmed 2026-11-05T10:00:00+07:00',
		],
	);
	assert.equal(notes[3].description, 'Sudah ditambal.');
	const xml = await ask(`/open311/v2/requests/${closedId}.xml?jurisdiction_id=12.09&extensions=true`);
	assert.equal(Object(xml.xml()).service_requests.request[0].notes.note.length, 5);
});
