import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../../tests/support/database.ts';
import { startDoor } from '../../../tests/support/open311-door.ts';

await testDatabase();
const { ask } = await startDoor();

const v2 = '/open311/v2';

test('discovery, at both addresses and in both formats, the same by meaning', async () => {
	for (const top of ['/open311', v2]) {
		const json = await ask(`${top}/discovery.json`);
		const xml = await ask(`${top}/discovery.xml`);
		assert.equal(json.status, 200);
		assert.equal(json.headers.get('content-type'), 'application/json; charset=utf-8');
		assert.equal(xml.headers.get('content-type'), 'text/xml; charset=utf-8');
		assert.match(xml.text, /^<\?xml version="1.0" encoding="utf-8"\?>\n<discovery>/);
		const found = Object(json.json());
		assert.deepEqual(Object.keys(found).sort(), ['changeset', 'contact', 'endpoints', 'key_service']);
		const [endpoint] = found.endpoints;
		assert.deepEqual(endpoint, {
			specification: 'http://wiki.open311.org/GeoReport_v2',
			url: endpoint.url,
			changeset: found.changeset,
			type: 'production',
			formats: ['text/xml', 'application/json'],
		});
		assert.match(endpoint.url, /^http.*\/open311\/v2$/);
		assert.match(found.changeset, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/);
		assert.deepEqual(Object(xml.xml()).discovery, {
			...found,
			endpoints: { endpoint: [{ ...endpoint, formats: { format: endpoint.formats } }] },
		});
	}
});

test('the changeset stays while the services do', async () => {
	const first = Object((await ask(`${v2}/discovery.json`)).json()).changeset;
	assert.equal(Object((await ask(`${v2}/discovery.json`)).json()).changeset, first);
});

test('services: every field, in both formats the same, for each of the 34 jurisdictions', async () => {
	const json = await ask(`${v2}/services.json?jurisdiction_id=12.71`);
	const list = json.json();
	assert.ok(Array.isArray(list) && list.length > 40);
	const fields = ['description', 'group', 'keywords', 'metadata', 'service_code', 'service_name', 'type'];
	for (const service of list) {
		assert.deepEqual(Object.keys(service).sort(), fields);
		assert.equal(service.type, 'realtime');
		assert.equal(typeof service.metadata, 'boolean');
		for (const name of fields.filter((field) => field !== 'metadata')) {
			assert.equal(typeof service[name], 'string', name);
			assert.notEqual(service[name], '', `${service.service_code} ${name}`);
		}
	}
	const xml = await ask(`${v2}/services.xml?jurisdiction_id=12`);
	const inXml = list.map((service) => ({ ...service, metadata: String(service.metadata) }));
	assert.deepEqual(Object(xml.xml()).services.service, inXml);
	const jurisdictions = [
		'12',
		...Array.from({ length: 25 }, (_, i) => `12.${String(i + 1).padStart(2, '0')}`),
	];
	for (const code of [
		...jurisdictions,
		'12.71',
		'12.72',
		'12.73',
		'12.74',
		'12.75',
		'12.76',
		'12.77',
		'12.78',
	]) {
		assert.equal((await ask(`${v2}/services.json?jurisdiction_id=${code}`)).status, 200, code);
	}
});

test('in Indonesian unless English is preferred', async () => {
	const path = `${v2}/services/road.pothole.json?jurisdiction_id=12.09`;
	const [id, en] = [await ask(path, { headers: { 'accept-language': 'id' } }), await ask(path)];
	assert.equal(id.headers.get('content-language'), 'id');
	assert.match(id.text, /Seberapa besar/);
	assert.match(en.text, /How large/);
	assert.equal(id.headers.get('vary'), 'accept-language');
});

test('a definition: attributes in order, values of lists, the same in both formats', async () => {
	const json = Object((await ask(`${v2}/services/road.pothole.json?jurisdiction_id=12.09`)).json());
	assert.equal(json.service_code, 'road.pothole');
	const attributes: Record<string, unknown>[] = json.attributes;
	assert.deepEqual(
		attributes.map(({ code, order }) => `${order} ${code}`),
		['1 asset_class', '2 size', '3 hazard'],
	);
	for (const attribute of attributes) {
		assert.deepEqual(Object.keys(attribute).sort(), [
			'code',
			'datatype',
			'datatype_description',
			'description',
			'order',
			'required',
			'values',
			'variable',
		]);
		assert.equal(attribute.variable, true);
	}
	assert.deepEqual(Object(attributes[1]).values[0], { key: 'hand', name: 'As wide as a hand' });
	const xml = Object((await ask(`${v2}/services/road.pothole.xml?jurisdiction_id=12.09`)).xml());
	assert.deepEqual(xml.service_definition.attributes.attribute[1], {
		...{ variable: 'true', code: 'size', datatype: 'singlevaluelist', required: 'false', order: '2' },
		...{ datatype_description: '', description: 'How large?' },
		values: { value: Object(attributes[1]).values },
	});
});

test('every definition answers, whatever the service; metadata says whether it holds anything', async () => {
	const list = (await ask(`${v2}/services.json?jurisdiction_id=12`)).json();
	for (const { service_code: code, metadata } of Array.isArray(list) ? list : []) {
		const answer = await ask(`${v2}/services/${code}.json?jurisdiction_id=12`);
		assert.equal(answer.status, 200, code);
		assert.equal(Object(answer.json()).attributes.length > 0, metadata, code);
	}
});

const refusals: [path: string, status: number, says: RegExp][] = [
	['/services.xml', 400, /jurisdiction_id is missing/],
	['/services.xml?jurisdiction_id=', 400, /jurisdiction_id is missing/],
	['/services.xml?jurisdiction_id=31', 404, /jurisdiction_id is not known/],
	['/services.xml?jurisdiction_id=12.99', 404, /jurisdiction_id is not known/],
	['/services.xml?jurisdiction_id=00', 404, /jurisdiction_id is not known/],
	['/services.xml?jurisdiction_id=12&jurisdiction_id=12.71', 400, /more than once/],
	['/services.xml?jurisdiction_id=%00', 400, /cannot be read/],
	['/services.xml?jurisdiction_id=%ff', 400, /cannot be read/],
	['/services/nothing.such.xml?jurisdiction_id=12', 404, /service_code is not known/],
	['/services/__proto__.xml?jurisdiction_id=12', 404, /service_code is not known/],
	['/services/road.pothole.xml', 400, /jurisdiction_id is missing/],
	['/services/road.pothole?jurisdiction_id=12', 404, /no such address/],
	['/services.html?jurisdiction_id=12', 404, /no such address/],
	['/services?jurisdiction_id=12', 404, /no such address/],
	['/nothing.xml?jurisdiction_id=12', 404, /no such address/],
	[`/services/${'x'.repeat(500)}.xml?jurisdiction_id=12`, 404, /no such address/],
	['/tokens/12345.xml?jurisdiction_id=12', 404, /token is not known/],
	['/tokens/12345.xml', 400, /jurisdiction_id is missing/],
];
for (const [path, status, says] of refusals) {
	test(`${status} for ${path.slice(0, 60)}, as a list of errors in both formats`, async () => {
		const xml = await ask(v2 + path);
		assert.equal(xml.status, status);
		assert.equal(xml.headers.get('content-type'), 'text/xml; charset=utf-8');
		const [error, ...more] = Object(xml.xml()).errors.error;
		assert.equal(more.length, 0);
		assert.equal(error.code, String(status));
		assert.match(error.description, says);
		if (!path.includes('.xml')) return;
		const json = await ask(v2 + path.replace('.xml', '.json'));
		assert.equal(json.status, status);
		assert.deepEqual(json.json(), [{ code: status, description: error.description }]);
	});
}

test('open to every site; unchanged answers are not sent again', async () => {
	const path = `${v2}/services.json?jurisdiction_id=12`;
	const first = await ask(path);
	assert.equal(first.headers.get('access-control-allow-origin'), '*');
	assert.equal(first.headers.get('cache-control'), 'public, max-age=300');
	const etag = first.headers.get('etag') ?? '';
	const again = await ask(path, { headers: { 'if-none-match': etag } });
	assert.equal(again.status, 304);
	assert.equal(again.text, '');
	const head = await ask(path, { method: 'HEAD' });
	assert.equal(head.status, 200);
	const asked = await ask(path, { method: 'OPTIONS' });
	assert.equal(asked.status, 204);
	assert.equal(asked.headers.get('access-control-allow-methods'), 'GET, HEAD');
	assert.equal((await ask(path, { method: 'DELETE' })).status, 404);
});
