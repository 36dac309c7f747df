import '../../../../tests/support/allow-http.ts';
import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { CallFailed, callServer } from './call-server.ts';
import { isPublicAddress } from './is-public-address.ts';
import { Malformed, readReply } from './read-reply.ts';

const addresses: [address: string, isPublic: boolean][] = [
	['8.8.8.8', true],
	['103.123.24.1', true],
	['2001:4860:4860::8888', true],
	['2400:cb00::1', true],
	...[
		...['127.0.0.1', '127.255.255.255', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0.0.0.0'],
		...[
			'169.254.169.254',
			'100.64.0.1',
			'198.18.0.1',
			'192.0.2.1',
			'203.0.113.9',
			'224.0.0.1',
			'255.255.255.255',
		],
		...[
			'::',
			'::1',
			'::ffff:127.0.0.1',
			'::ffff:8.8.8.8',
			'64:ff9b::8.8.8.8',
			'fe80::1',
			'fe80::1%eth0',
			'fc00::1',
		],
		...['fd12:3456::1', 'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::1', '3fff::1', 'nonsense', ''],
	].map((address): [string, boolean] => [address, false]),
];
for (const [address, isPublic] of addresses) {
	test(`${address || 'nothing'} is ${isPublic ? '' : 'not '}public`, () =>
		assert.equal(isPublicAddress(address), isPublic));
}

async function serve(answer: (response: ServerResponse) => void): Promise<URL> {
	const server: Server = createServer((_request, response) => answer(response));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	after(() => server.close());
	const { port } = server.address() as AddressInfo; // it listens on a port, so this is no path and not null
	return new URL(`http://127.0.0.1:${port}/v2/services.xml`);
}
const failing = (url: URL, isPrivate: boolean, mostBytes = 1000) =>
	callServer({ url, method: 'GET', isPrivate, mostBytes }).then(
		() => assert.fail('it answered'),
		(error: CallFailed) => error,
	);

test('a private address only where an administrator said so, by number or by name', async () => {
	const url = await serve((response) => response.end('ok'));
	for (const host of ['127.0.0.1', 'localhost', '0.0.0.0', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
		const there = new URL(url);
		there.host = `${host}:${url.port}`;
		const error = await failing(there, false);
		assert.ok(error instanceof CallFailed && !error.mayHaveArrived, host);
		assert.equal(error.message, 'a private address', host);
	}
	const reply = await callServer({ url, method: 'GET', isPrivate: true });
	assert.deepEqual([reply.status, reply.bytes.toString()], [200, 'ok']);
});

test('no other protocol than http(s), no name that is none, nobody at home: it certainly did not arrive', async () => {
	for (const url of [
		'ftp://127.0.0.1/x',
		'file:///etc/passwd',
		'https://no-such-host.invalid/',
		'http://127.0.0.1:9/',
	]) {
		const error = await failing(new URL(url), true);
		assert.ok(error instanceof CallFailed && !error.mayHaveArrived, url);
	}
});

test('cut off, or more than is wanted: it may have arrived', async () => {
	for (const answer of [
		(response: ServerResponse) => void response.destroy(),
		(response: ServerResponse) => void response.end('x'.repeat(5000)),
		(response: ServerResponse) => {
			response.writeHead(200, { 'content-length': '500' });
			response.write('half');
			setTimeout(() => response.destroy(), 20);
		},
	]) {
		const error = await failing(await serve(answer), true);
		assert.ok(error instanceof CallFailed && error.mayHaveArrived);
	}
});

test('a redirect is an answer and is not followed', async () => {
	const url = await serve((response) =>
		response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
	);
	assert.equal((await callServer({ url, method: 'GET', isPrivate: true })).status, 302);
});

const read = (format: 'xml' | 'json', text: string) => readReply(format, Buffer.from(text));

test('replies: lists in either format, ids as text whatever they were, empty fields as nothing', () => {
	const rows = [{ service_request_id: '638344', status: 'open', status_notes: null, lat: '3.5' }];
	const fields =
		'<service_request_id>638344</service_request_id><status>open</status><status_notes/><lat>3.5</lat>';
	assert.deepEqual(
		read(
			'xml',
			`\uFEFF<?xml version="1.0"?><service_requests type="array"><request>${fields}</request></service_requests>`,
		),
		rows,
	);
	assert.deepEqual(
		read(
			'json',
			'[{"service_request_id":638344,"status":"open","status_notes":null,"lat":3.5,"deep":{"a":1}}]',
		),
		rows,
	);
	assert.deepEqual(read('xml', '<service_requests/>'), []);
	assert.deepEqual(read('json', '[]'), []);
	const [error] = read(
		'xml',
		'<errors><error><code>403</code><description>R&amp;D &#233; &lt;b&gt;</description></error></errors>',
	);
	assert.deepEqual(error, { code: '403', description: 'R&D é <b>' });
	assert.deepEqual(read('json', '[{"a":"x\\u0000y\\ud800"}]'), [{ a: 'xy\uFFFD' }]);
	assert.equal(
		read('xml', '<services><service><service_code>001</service_code></service></services>')[0]?.[
			'service_code'
		],
		'001',
	);
});

for (const [format, text] of [
	['xml', ''],
	['xml', 'Service unavailable'],
	['xml', '<service_requests><request>'],
	['xml', '<html><body>Sorry</body></html>'],
	[
		'xml',
		'<!DOCTYPE a [<!ENTITY b "c">]><service_requests><request><status>&b;</status></request></service_requests>',
	],
	['json', ''],
	['json', '<service_requests/>'],
	['json', '{"error":"x"}'],
	['json', '[1,2]'],
	['json', '"open"'],
] as const) {
	test(`no reply: ${format} ${text.slice(0, 30)}`, () => assert.throws(() => read(format, text), Malformed));
}

test('__proto__ in a reply is a name like any other', () => {
	const [row] = read('json', '[{"__proto__":{"status":"closed"},"status":"open"}]');
	assert.equal(row?.['status'], 'open');
	assert.equal(Object.getPrototypeOf({}), Object.prototype);
});
