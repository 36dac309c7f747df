import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { test } from 'node:test';
import { getCaseFile, openWithCode, publishCase } from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { officerAt } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { exifOf, makePhoto } from '../../../tests/support/media.ts';
import { startDoor } from '../../../tests/support/open311-door.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './keys.ts';

await testDatabase();
const { ask, post, origin } = await startDoor();
setClock(() => new Date('2026-11-24T03:00:00Z'));
const { key } = await createApiKey('system:test', { pemda: '12.09', label: 'Aplikasi Asahan' });
const province = await createApiKey('system:test', { pemda: '12', label: 'Aplikasi Sumut' });

/** The documented example, with this key and a service of ours. */
const sample = {
	...{ api_key: key, jurisdiction_id: '12.09', service_code: 'road.pothole', lat: '2.98', long: '99.62' },
	...{ address_string: 'Jl. Imam Bonjol 12', email: 'smit333@contoh.example', device_id: 'tt222111' },
	...{ account_id: '123456', first_name: 'Butet', last_name: 'Siregar', phone: '081234567890' },
	description: 'Lubang besar sekali di tengah jalan\r\ndekat pasar',
	media_url: 'http://foto.example/2002/2212426634_5ed477a060.jpg',
	'attribute[size]': 'wheel',
	'attribute[asset_class]': 'road-regency',
};

type Row = Record<string, unknown>;
async function caseOf(number: string): Promise<Row> {
	const { rows } = await migratorDb.query<Row>({
		text: `select c.*, k.name, k.email, k.phone from casework.case c
			left join casework.contact k on k.pemda = c.pemda and k.case_id = c.id where c.number = $1`,
		values: [number.replaceAll('-', '')],
	});
	assert.equal(rows.length, 1, number);
	return rows[0] ?? {};
}
const countCases = async () =>
	(await migratorDb.query<{ n: number }>({ text: 'select count(*) as n from casework.case' })).rows[0]?.n;
const answered = (answer: { text: string; status: number; json: () => unknown }) => {
	assert.equal(answer.status, 200, answer.text);
	const [request, ...more] = Object(answer.json());
	assert.equal(more.length, 0);
	return request;
};

test('the documented example becomes a case with all it said; the answer has a number and no token', async () => {
	const answer = await post(sample);
	assert.equal(answer.headers.get('cache-control'), 'no-store');
	const request = answered(answer);
	assert.deepEqual(Object.keys(request), ['service_request_id', 'service_notice', 'account_id']);
	assert.match(request.service_request_id, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
	assert.equal(request.account_id, '123456');
	assert.match(request.service_notice, /Dinas Pekerjaan Umum.*Asahan/);
	const row = await caseOf(request.service_request_id);
	const { attributes, assetClass } = Object(row['details']);
	assert.deepEqual(
		{ ...row, attributes, assetClass },
		{
			...row,
			...{ pemda: '12.09', region: '12.09', subject: 'road.pothole', class: 'complaint', channel: 'open311' },
			...{ lat: 2.98, lon: 99.62, place: 'Jl. Imam Bonjol 12', privacy: 'named', publication: 'pending' },
			...{ name: 'Butet Siregar', email: 'smit333@contoh.example', phone: '081234567890', lang: 'en' },
			title: 'Lubang besar sekali di tengah jalan',
			body: `${sample.description}\n\nLink to a photo from the person: ${sample.media_url}`,
			attributes: { size: 'wheel', media_url: sample.media_url },
			assetClass: 'road-regency',
		},
	);
	const shown = await ask(`/open311/v2/requests/${request.service_request_id}.json?jurisdiction_id=12.09`);
	assert.equal(Object(shown.json())[0].description, null);
	const code = request.service_notice.match(/code ([2-9A-Z]{4}-[2-9A-Z]{4})/)[1];
	const opened = await openWithCode(request.service_request_id, code, '203.0.113.0/24');
	assert.equal(opened.pemda, '12.09');
});

test('XML too, in Indonesian when that is wanted', async () => {
	const answer = await post({ ...sample, device_id: 'xml' }, 'xml', { 'accept-language': 'id' });
	assert.equal(answer.status, 200);
	assert.match(answer.text, /^<\?xml version="1.0" encoding="utf-8"\?>\n<service_requests><request>/);
	const [request] = Object(answer.xml()).service_requests.request;
	assert.match(request.service_notice, /Simpan kode/);
});

test('the least that can be sent: a service and a place; whoever gives nothing about themselves is anonymous', async () => {
	const places: [Record<string, string>, string][] = [
		[{ lat: '2.98', long: '99.62' }, '12.09'],
		[{ address_id: '12.09.19' }, '12.09.19'],
		[{ address_string: 'Jl. Cokroaminoto, Kec. Kota Kisaran Timur, Asahan' }, '12.09.20'],
		[{ address_string: 'di depan kantor pos' }, '12.09'],
	];
	for (const [place, region] of places) {
		const least = { api_key: key, jurisdiction_id: '12.09', service_code: 'road.bridge', ...place };
		const row = await caseOf(answered(await post(least)).service_request_id);
		assert.equal(row['region'], region);
		assert.equal(row['privacy'], 'anonymous');
		assert.equal(row['email'], null);
		assert.match(String(row['body']), /bridge/i);
	}
});

test('empty parameters are absent ones', async () => {
	const empty = {
		email: '',
		phone: '',
		media_url: '',
		account_id: '',
		'attribute[size]': '',
		address_id: '',
	};
	const request = answered(await post({ ...sample, ...empty, device_id: '' }));
	assert.equal(request.account_id, null);
	assert.equal(Object((await caseOf(request.service_request_id))['details']).attributes.size, undefined);
});

test('confidential when the attribute says so: a number, and nothing to be seen', async () => {
	const request = answered(await post({ ...sample, 'attribute[privacy]': 'confidential' }));
	const path = `/open311/v2/requests/${request.service_request_id}.json?jurisdiction_id=12`;
	assert.equal((await ask(path)).status, 404);
	assert.equal((await caseOf(request.service_request_id))['publication'], 'never');
});

test('a list attribute takes several values, in both spellings', async () => {
	const { json } = await ask('/open311/v2/services.json?jurisdiction_id=12');
	const services = json();
	let found: { code: string; attribute: string; keys: string[] } | undefined;
	for (const { service_code: code } of Array.isArray(services) ? services : []) {
		const definition = Object((await ask(`/open311/v2/services/${code}.json?jurisdiction_id=12`)).json());
		for (const one of definition.attributes) {
			if (one.datatype !== 'multivaluelist') continue;
			found = {
				code,
				attribute: one.code,
				keys: one.values.slice(0, 2).map(({ key }: { key: string }) => key),
			};
		}
	}
	if (!found) return; // no shipped subject has one at the moment
	const [a = '', b = ''] = found.keys;
	const form = new URLSearchParams({
		api_key: key,
		jurisdiction_id: '12.09',
		service_code: found.code,
		lat: '2.98',
		long: '99.62',
	});
	form.append(`attribute[${found.attribute}][]`, a);
	form.append(`attribute[${found.attribute}][]`, b);
	const row = await caseOf(answered(await post(form.toString())).service_request_id);
	assert.deepEqual(Object(row['details']).attributes[found.attribute], [a, b]);
});

const refused: [what: string, change: Record<string, string>, status: number, says: RegExp][] = [
	['no key', { api_key: '' }, 403, /api_key is missing/],
	['a wrong key', { api_key: 'xyz' }, 403, /not good/],
	['a key of another government', { jurisdiction_id: '12.71' }, 403, /not good/],
	['no jurisdiction', { jurisdiction_id: '' }, 400, /jurisdiction_id is missing/],
	['an unknown jurisdiction', { jurisdiction_id: 'city.gov' }, 404, /jurisdiction_id is not known/],
	['no service', { service_code: '' }, 400, /service_code is missing/],
	['an unknown service', { service_code: '001' }, 404, /service_code is not known/],
	['no place', { lat: '', long: '', address_string: '' }, 400, /lat and long, or address_string/],
	['half a point', { long: '' }, 400, /long: lat and long go together/],
	['a point that is none', { lat: 'utara' }, 400, /lat: no possible number/],
	['a point in words of numbers', { lat: '1e1' }, 400, /lat: no possible number/],
	['a point elsewhere', { lat: '52.5', long: '13.4' }, 400, /outside/],
	['an address id elsewhere', { address_id: '12.71.01' }, 400, /address_id: no region code/],
	['an address id that is none', { address_id: "1' or 1=1" }, 400, /address_id: no region code/],
	['a description of 4,001 characters', { description: 'a'.repeat(4001) }, 400, /description: at most 4000/],
	[
		'an unknown attribute',
		{ 'attribute[colour]': 'red' },
		400,
		/attribute\[colour\]: this service has no such/,
	],
	['a value not in the list', { 'attribute[size]': 'huge' }, 400, /attribute\[size\]: none of the values/],
	['a privacy there is not', { 'attribute[privacy]': 'secret' }, 400, /attribute\[privacy\]: none/],
	['__proto__ as an attribute', { 'attribute[__proto__]': 'x' }, 400, /attribute\[__proto__\]: this service/],
	['an e-mail that is none', { email: 'bukan' }, 400, /email: /],
	['a telephone that is none', { phone: 'tanya' }, 400, /phone: /],
	['a name too long', { first_name: 'x'.repeat(200) }, 400, /first_name: /],
	['an address too long', { address_string: 'x'.repeat(2000) }, 400, /address_string: /],
	['a link that is none', { media_url: 'javascript:alert(1)' }, 400, /media_url: no http/],
	['a link too long', { media_url: `https://foto.example/${'x'.repeat(600)}` }, 400, /media_url: no http/],
];
for (const [what, change, status, says] of refused) {
	test(`${status} for ${what}, nothing filed`, async () => {
		const before = await countCases();
		const answer = await post({ ...sample, ...change });
		assert.equal(answer.status, status, answer.text);
		assert.match(answer.text, says);
		assert.equal(Object(answer.json())[0].code, status);
		assert.equal(await countCases(), before);
	});
}

const raw: [what: string, body: string, says: RegExp][] = [
	['NUL bytes', 'description=a%00b', /Parameter description cannot be read/],
	['half a surrogate pair', 'description=%ed%a0%80', /Parameter description cannot be read/],
	['bytes that are no UTF-8', 'description=%ff', /Parameter description cannot be read/],
	['a text of 10 MB', `description=${'a'.repeat(10_000_000)}`, /too large/],
	['two services', 'service_code=road.bridge', /service_code was given more than once/],
	['two values where one belongs', 'attribute[size]=lane', /attribute\[size\]: one value only/],
	['a thousand parameters', 'x=1&'.repeat(1000), /Too many parameters/],
	['an attribute without a name', 'attribute[]=x', /attribute\[\]: this service/],
];
for (const [what, extra, says] of raw) {
	test(`400 for ${what}`, async () => {
		const answer = await post(`${new URLSearchParams(sample)}&${extra}`);
		assert.equal(answer.status, 400, answer.text.slice(0, 200));
		assert.match(answer.text, says);
	});
}

const types: [type: string, body: string][] = [
	['application/json', JSON.stringify(sample)],
	['text/plain', 'hello'],
	['application/xml', '<a/>'],
	['multipart/form-data', 'x'],
	['multipart/form-data; boundary=b', 'x'],
	['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
	['application/x-www-form-urlencoded', ''],
];
for (const [type, body] of types) {
	test(`a clear refusal for a body of ${type} (${body.length})`, async () => {
		const answer = await ask('/open311/v2/requests.json', {
			method: 'POST',
			headers: { 'content-type': type },
			body,
		});
		assert.equal(answer.status, 400, answer.text);
		assert.ok(Object(answer.json())[0].description);
	});
}

test('several answers wrong: an error for each, with its name', async () => {
	const answer = await post({ ...sample, lat: 'x', media_url: 'x', 'attribute[size]': 'x' });
	const descriptions = Object(answer.json()).map(
		(one: { description: string }) => one.description.split(':')[0],
	);
	assert.deepEqual(descriptions.sort(), ['attribute[size]', 'lat', 'media_url']);
});

test('a key of the province files anywhere, and the place decides where', async () => {
	const change = { api_key: province.key, jurisdiction_id: '12', lat: '3.5896', long: '98.6738' };
	const row = await caseOf(answered(await post({ ...sample, ...change })).service_request_id);
	assert.equal(row['region'], '12.71');
	const medan = { api_key: province.key, jurisdiction_id: '12.71', lat: '3.5896', long: '98.6738' };
	assert.equal(
		(await caseOf(answered(await post({ ...sample, ...medan })).service_request_id))['region'],
		'12.71',
	);
});

test('a hundred taps at once are one case; ten minutes later it is another', async () => {
	const before = Number(await countCases());
	const other = { ...sample, api_key: province.key, device_id: 'tap' };
	const answers = await Promise.all(Array.from({ length: 100 }, () => post(other)));
	const ids = new Set(answers.map((answer) => answered(answer).service_request_id));
	const notices = new Set(answers.map((answer) => answered(answer).service_notice));
	assert.equal(ids.size, 1);
	assert.equal(notices.size, 1);
	assert.equal(Number(await countCases()), before + 1);
	setClock(() => new Date('2026-11-24T03:11:00Z'));
	ids.add(answered(await post({ ...other, api_key: key })).service_request_id);
	assert.equal(ids.size, 2);
});

test('with a key for the sending: the same case also a day later; for something else a refusal; asked for by it', async () => {
	const sending = { 'idempotency-key': 'b0f5c9d2-8c5f-4c2a-9f53-1d7c2f5f7a11' };
	const first = answered(await post({ ...sample, device_id: 'idem' }, 'json', sending));
	setClock(() => new Date('2026-11-25T03:11:00Z'));
	const second = answered(await post({ ...sample, device_id: 'idem' }, 'json', sending));
	assert.equal(second.service_request_id, first.service_request_id);
	const other = await post({ ...sample, description: 'Sesuatu yang lain sama sekali' }, 'json', sending);
	assert.equal(other.status, 400);
	assert.match(other.text, /used for another sending/);
	const path = `/open311/v2/tokens/${sending['idempotency-key']}`;
	const token = await ask(`${path}.json?jurisdiction_id=12.09`);
	const expected = { service_request_id: first.service_request_id, token: sending['idempotency-key'] };
	assert.deepEqual(token.json(), [expected]);
	assert.deepEqual(Object((await ask(`${path}.xml?jurisdiction_id=12`)).xml()).service_requests.request, [
		expected,
	]);
	assert.equal((await ask(`${path}.json?jurisdiction_id=12.71`)).status, 404);
	assert.equal((await post(sample, 'json', { 'idempotency-key': 'short' })).status, 400);
});

test('a token of a confidential sending says nothing', async () => {
	const token = 'f3b1f7de-aaaa-4c2a-9f53-1d7c2f5f7a11';
	answered(
		await post({ ...sample, 'attribute[privacy]': 'confidential' }, 'json', { 'idempotency-key': token }),
	);
	assert.equal((await ask(`/open311/v2/tokens/${token}.json?jurisdiction_id=12.09`)).status, 404);
});

async function postParts(
	fields: Record<string, string>,
	files: [name: string, bytes: Uint8Array<ArrayBuffer>][],
	filesFirst = false,
) {
	const form = new FormData();
	const addFiles = () => {
		for (const [name, bytes] of files)
			form.append(name, new Blob([bytes], { type: 'image/jpeg' }), 'foto.jpg');
	};
	if (filesFirst) addFiles();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	if (!filesFirst) addFiles();
	return ask('/open311/v2/requests.json', { method: 'POST', body: form });
}
const photo = async (seed: number) =>
	new Uint8Array(
		await makePhoto(seed, { width: 320, height: 240, exif: exifOf('2026:11:20 10:00:00', '+07:00') }),
	);

test('photos with the request: made new, kept with the case, without where they were taken; not public before moderation', async () => {
	const bytes = await photo(1);
	const answer = await postParts({ ...sample, device_id: 'photo' }, [
		['media', bytes],
		['media[]', await photo(2)],
	]);
	const { service_request_id: id } = answered(answer);
	const row = await caseOf(id);
	const { rows } = await migratorDb.query<Row>({
		text: 'select kind, purpose, content_type, lat, lon, taken_at, published_at from casework.attachment where case_id = $1',
		values: [row['id']],
	});
	assert.equal(rows.length, 2);
	for (const file of rows) {
		assert.deepEqual(file, {
			kind: 'photo',
			purpose: 'report',
			content_type: 'image/jpeg',
			lat: null,
			lon: null,
			taken_at: null,
			published_at: null,
		});
	}
	const again = await postParts({ ...sample, device_id: 'photo' }, [
		['media', bytes],
		['media[]', await photo(2)],
	]);
	assert.equal(answered(again).service_request_id, id);
	const shown = async () =>
		Object((await ask(`/open311/v2/requests/${id}.json?jurisdiction_id=12.09`)).json())[0];
	assert.equal((await shown()).media_url, null);
	const holder = { pemda: '12.09', officeId: String(row['holder_office_id']), officeName: '' };
	const officer = officerAt(holder);
	const ref = { pemda: '12.09', caseId: String(row['id']) };
	const [first] = (await getCaseFile(officer, ref)).attachments;
	assert.ok(first);
	await publishCase(officer, { ...ref, title: 'Lubang', body: 'Lubang besar', photos: [first.id] });
	assert.match((await shown()).media_url, new RegExp(`^http.*/berkas/${first.sha256}/isi$`));
	const listed = await ask(`/open311/v2/requests.json?jurisdiction_id=12.09&service_request_id=${id}`);
	assert.deepEqual(Object(listed.json())[0], await shown());
});

test('files: more than five, no picture, another name, before the key', async () => {
	const before = await countCases();
	const bytes = await photo(3);
	const six = Array.from({ length: 6 }, (): [string, Uint8Array<ArrayBuffer>] => ['media', bytes]);
	const svg = new TextEncoder().encode(
		'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
	);
	for (const [answer, status, says] of [
		[await postParts(sample, six), 400, /At most 5 files/],
		[await postParts(sample, [['media', svg]]), 400, /./],
		[await postParts(sample, [['foto', bytes]]), 400, /under the name media, not foto/],
		[await postParts(sample, [['media', bytes]], true), 400, /jurisdiction_id is missing/],
		[await postParts({ ...sample, api_key: 'wrong' }, [['media', bytes]]), 403, /not good/],
		[await postParts({ ...sample, lat: 'x' }, [['media', bytes]]), 400, /lat: /],
	] as const) {
		assert.equal(answer.status, status, answer.text);
		assert.match(answer.text, says);
	}
	assert.equal(await countCases(), before);
});

test('a client that hangs up in the middle of a file leaves nothing behind and the door open', async () => {
	const before = await countCases();
	await new Promise<void>((done) => {
		const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '100000' };
		const call = httpRequest(`${origin}/open311/v2/requests.json`, { method: 'POST', headers });
		call.on('error', () => done());
		call.write(
			Object.entries(sample)
				.map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
				.join(''),
		);
		call.write('--b\r\nContent-Disposition: form-data; name="media"; filename="a.jpg"\r\n\r\nabc');
		setTimeout(() => call.destroy(), 100);
	});
	assert.equal(await countCases(), before);
	assert.equal((await ask('/open311/v2/discovery.json')).status, 200);
});

test('a key that sends too much waits; others do not', async () => {
	const busy = await createApiKey('system:test', { pemda: '12.09', label: 'Ramai' });
	const many = await Promise.all(
		// more than two minutes' worth: they may fall on both sides of a minute's end
		Array.from({ length: 250 }, () => post({ ...sample, api_key: busy.key, service_code: 'no.such' })),
	);
	const refusals = many.filter(({ status }) => status === 429);
	assert.ok(refusals.length >= 1);
	assert.equal(refusals[0]?.headers.get('retry-after'), '60');
	assert.equal((await post({ ...sample, api_key: province.key, device_id: 'calm' })).status, 200);
});

test('a revoked key is a wrong one; keys are listed without themselves', async () => {
	const made = await createApiKey('system:test', { pemda: '12.09', label: ' Sementara ' });
	assert.equal((await post({ ...sample, api_key: made.key, device_id: 'r' })).status, 200);
	await revokeApiKey('system:test', made.id);
	assert.equal((await post({ ...sample, api_key: made.key, device_id: 'r' })).status, 403);
	await assert.rejects(revokeApiKey('system:test', made.id), { code: 'open311/no-such-key' });
	const [line] = (await listApiKeys('12.09')).filter(({ id }) => id === made.id);
	assert.equal(line?.label, 'Sementara');
	assert.ok(line?.revokedAt);
	assert.ok(!JSON.stringify(await listApiKeys()).includes(made.key));
	for (const label of ['', ' ', 'x'.repeat(121)])
		await assert.rejects(createApiKey('system:test', { pemda: '12.09', label }), {
			code: 'open311/label-missing',
		});
	await assert.rejects(createApiKey('system:test', { pemda: '31', label: 'x' }), {
		code: 'regions/no-such-government',
	});
});

test('who filed is in the audit trail: the key, not the person', async () => {
	const { rows } = await migratorDb.query<{ actor: string; origin: string }>({
		text: "select distinct actor, origin from platform.audit where act = 'casework/open-case' order by origin",
	});
	assert.ok(
		rows.every(({ actor, origin: from }) => actor === 'anonymous' && /^open311:[0-9a-f-]{36}$/.test(from)),
	);
});
