import '../support/own-origin.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createOperator } from '#identity';
import { migratorDb } from '#platform/db';
import { device, newEmail, password } from '../support/accounts.ts';
import { desks, officerIn, residentWho } from './actors.ts';
import { ask, cookieOf, origin, startHere } from './platform.ts';
import { routes } from './routes.ts';
import { makeWorld, requestOf } from './world.ts';

/** What the site does against other sites: forms sent from elsewhere, ways that lead elsewhere, scripts, cookies, headers. */
await startHere();
const world = await makeWorld();
const officer = await officerIn(desks.own, 'secretary', 'secretary at home');
const resident = await residentWho('at home');
const lines = routes
	.trim()
	.split('\n')
	.map((line) => {
		const [verb = '', path = ''] = line.split(/ +/);
		return { verb, path };
	});
const elsewhere = 'https://jahat.example';
const signedIn = [cookieOf(officer.token), cookieOf(resident.token)];

describe('a form that another site sends is refused, whatever it says of itself', () => {
	const ways: [what: string, headers: Record<string, string>, hasBody: boolean][] = [
		['from another site', { origin: elsewhere }, true],
		['from a sandbox', { origin: 'null' }, true],
		['from a neighbour on another port', { origin: origin.replace(/:\d+$/, ':1') }, true],
		['over another scheme', { origin: origin.replace('http:', 'https:') }, true],
		['as plain text', { origin: elsewhere, 'content-type': 'text/plain' }, true],
		['as JSON', { origin: elsewhere, 'content-type': 'application/json' }, true],
		['with nothing in it', { origin: elsewhere }, false],
	];
	for (const line of lines.filter(({ verb }) => verb === 'POST')) {
		test(`POST ${line.path}`, async () => {
			const { address, body } = requestOf('POST', line.path, world.own, world);
			for (const [what, headers, hasBody] of ways) {
				for (const cookie of signedIn) {
					const answer = await ask(address, {
						method: 'POST',
						cookie,
						headers,
						body: hasBody ? body : undefined,
					});
					await answer.arrayBuffer();
					assert.equal(answer.status, 403, what);
					assert.deepEqual(answer.headers.getSetCookie(), [], what);
				}
			}
		});
	}
	test('nor where a browser says only that it is another site', async () => {
		for (const site of ['cross-site', 'same-site']) {
			const headers = { origin: '', 'sec-fetch-site': site, 'content-type': 'application/json' };
			const answer = await ask('/masuk/kunci', { method: 'POST', cookie: cookieOf(officer.token), headers });
			assert.equal(answer.status, 403, site);
		}
	});
	test('one that says not from where is no form of ours', async () => {
		const answer = await ask('/keluar', {
			method: 'POST',
			cookie: cookieOf(officer.token),
			headers: { origin: '' },
			body: new URLSearchParams({ a: '1' }),
		});
		assert.equal(answer.status, 403);
		assert.equal((await ask('/meja', { cookie: cookieOf(officer.token) })).status, 200, 'still signed in');
	});
});

const evil = [
	...[
		'https://jahat.example/',
		'//jahat.example',
		'/\\jahat.example',
		'\\\\jahat.example',
		'/\t/jahat.example',
		'///jahat.example',
	],
	...[
		'javascript:alert(1)',
		'data:text/html,x',
		'/%0d%0aLocation:https://jahat.example',
		'/x\r\nSet-Cookie: a=b',
		'http:jahat.example',
	],
	...['/..//jahat.example', '.jahat.example', '@jahat.example', '/@jahat.example/..//jahat.example'],
];
/** Whether a browser that follows this from here stays here. */
const staysHere = (location: string) => new URL(location, origin).origin === origin;

describe('no way leads to another site', () => {
	const names = ['kembali', 'back', 'next', 'url', 'redirect', 'to', 'lanjut', 'tentang', 'perlu'];
	for (const { path } of lines.filter(({ verb }) => verb === 'GET')) {
		test(`GET ${path}`, async () => {
			const { address } = requestOf('GET', path, world.own, world);
			for (const cookie of ['', ...signedIn]) {
				for (const wanted of evil.slice(0, 4)) {
					const query = new URLSearchParams(names.map((name): [string, string] => [name, wanted]));
					const answer = await ask(`${address}${address.includes('?') ? '&' : '?'}${query}`, { cookie });
					const text = await answer.text();
					const location = answer.headers.get('location');
					if (location) assert.ok(staysHere(location), `${wanted} → ${location}`);
					assert.equal(answer.headers.get('refresh')?.includes('jahat') ?? false, false, wanted);
					for (const [, href = ''] of text.matchAll(/(?:href|action|formaction)="([^"]*jahat[^"]*)"/g)) {
						assert.ok(staysHere(href.replaceAll('&amp;', '&')), `${wanted} → ${href}`);
					}
				}
			}
		});
	}

	test('not after signing in, choosing a language, showing a factor', async () => {
		const email = newEmail();
		await createOperator({ email, name: 'Operator', password });
		for (const back of evil) {
			await migratorDb.query({ text: 'delete from platform.spent' });
			const forms: [string, Record<string, string>][] = [
				['/masuk/petugas', { email, password, back }],
				['/bahasa', { bahasa: 'id', kembali: back }],
				['/meja/kantor', { kembali: back }],
				[`/masuk/lagi?/officer&${new URLSearchParams({ kembali: back })}`, {}],
			];
			for (const [address, fields] of forms) {
				const cookie = address === '/masuk/petugas' ? '' : cookieOf(officer.token);
				const answer = await ask(address, {
					method: 'POST',
					cookie,
					body: new URLSearchParams({ ...fields, a: '' }),
					headers: { 'user-agent': device },
				});
				assert.equal(answer.status, 303, address);
				assert.ok(
					staysHere(answer.headers.get('location') ?? ''),
					`${address}: ${back} → ${answer.headers.get('location')}`,
				);
			}
		}
	});
});

/** One answer of each kind. */
const kinds: [what: string, path: string, cookie: string, method: string][] = [
	['a page', '/', '', 'GET'],
	['a page of the desk', '/meja', cookieOf(officer.token), 'GET'],
	['a page of an account', '/akun', cookieOf(resident.token), 'GET'],
	['a page that is none', '/tidak/ada', '', 'GET'],
	['a refusal as a page', '/kelola/petugas', cookieOf(officer.token), 'GET'],
	['a way to sign in', '/meja', '', 'GET'],
	['the data of a page', '/laporan/__data.json', '', 'GET'],
	['a handler', '/transparansi/angka.csv', '', 'GET'],
	['the worker', '/sw.js', '', 'GET'],
	['a file that ships', '/favicon.svg', '', 'GET'],
	['a script that ships', '/js/desk.js', '', 'GET'],
	['a download', '/laporan.csv', '', 'GET'],
	['a feed', '/laporan.rss', '', 'GET'],
	['JSON', '/api/v1/cases', '', 'GET'],
	['a refusal as JSON', '/api/v1/cases/XXXX', '', 'GET'],
	['Open311', '/open311/v2/services.xml?jurisdiction_id=12', '', 'GET'],
	['Open311 refused', '/open311/v2/requests.json', '', 'GET'],
	['a photo', `/berkas/${world.sha256}`, cookieOf(officer.token), 'GET'],
	['a photo that one may not have', `/berkas/${world.sha256}/isi`, '', 'GET'],
	['the provider', '/oidc/.well-known/openid-configuration', '', 'GET'],
	['the provider refusing', '/oidc/auth?client_id=x', '', 'GET'],
	['health', '/health/live', '', 'GET'],
	['a verb nobody knows', '/', '', 'DELETE'],
	['an address that is broken', '/%E0%A4%A', '', 'GET'],
	['a form from elsewhere', '/keluar', '', 'POST'],
];

describe('every kind of answer carries the headers', () => {
	for (const [what, path, cookie, method] of kinds) {
		test(what, async () => {
			const answer = await ask(path, { method, cookie, headers: { origin: elsewhere } });
			await answer.arrayBuffer();
			const header = (name: string) => answer.headers.get(name) ?? '';
			const policy = new Map(
				header('content-security-policy')
					.split(';')
					.map((one) => one.trim().split(/ (.*)/))
					.map(([name = '', value = '']) => [name, value]),
			);
			const isFile = policy.has('sandbox');
			assert.equal(policy.get('default-src'), "'none'", 'nothing is allowed that is not named');
			if (!isFile) {
				assert.equal(policy.get('script-src'), "'self'");
				assert.equal(policy.get('style-src'), "'self'");
				assert.equal(policy.get('base-uri'), "'none'");
				assert.equal(policy.get('form-action'), "'self'");
				assert.equal(policy.get('frame-ancestors'), "'none'");
			}
			assert.equal(header('x-content-type-options'), 'nosniff');
			assert.match(header('referrer-policy'), /^(same-origin|no-referrer)$/);
			assert.equal(header('cross-origin-opener-policy'), 'same-origin');
			assert.match(header('permissions-policy'), /microphone=\(\)/);
			assert.equal(header('x-powered-by'), '');
			assert.equal(header('server'), '');
			if (cookie) assert.doesNotMatch(header('cache-control'), /public/, 'kept for nobody else');
		});
	}
});

test('no page has a script, a style or a handler of its own in it', async () => {
	let pages = 0;
	for (const { path } of lines.filter(({ verb }) => verb === 'GET')) {
		for (const cookie of ['', ...signedIn]) {
			const answer = await ask(requestOf('GET', path, world.own, world).address, { cookie });
			const text = await answer.text();
			if (!answer.headers.get('content-type')?.includes('html')) continue;
			pages++;
			const markup = text.replaceAll(/<textarea[^>]*>[\s\S]*?<\/textarea>/g, '');
			assert.doesNotMatch(markup, /<script(?![^>]*\ssrc=)[^>]*>(?!\s*<\/script>)/i, path);
			assert.doesNotMatch(markup, /<script[^>]*\ssrc="(?!\/)/i, path);
			assert.doesNotMatch(markup, /<style[\s>]/i, path);
			assert.doesNotMatch(markup, /<[a-z][^>]*\son[a-z]+\s*=/i, path);
			assert.doesNotMatch(markup, /(?:href|src|action)\s*=\s*"(?:javascript|data:text)/i, path);
		}
	}
	assert.ok(pages > 100, `${pages} pages`);
});

test('cookies: read by no script, sent by no other site, and no wider than they must be', async () => {
	const email = newEmail();
	await createOperator({ email, name: 'Operator', password });
	const { number } = world.own;
	const steps: [what: string, path: string, fields: Record<string, string>, name: RegExp, path: string][] = [
		['signing in', '/masuk/petugas', { email, password, back: '' }, /^ssp=/, '/'],
		[
			'a report begun',
			'/lapor',
			{ text: 'Lubang besar di tengah jalan, sudah dua minggu.' },
			/^lapor=/,
			'/lapor',
		],
		[
			'a code shown',
			`/lacak/${number}?/open`,
			{ code: world.own.more['code'] ?? '' },
			/^kasus-/,
			`/lacak/${number}`,
		],
		['a language', '/bahasa', { bahasa: 'en' }, /^lang=/, '/'],
		['a region', '/?/region', { region: '12.09' }, /^region=/, '/'],
	];
	for (const [what, address, fields, name, at] of steps) {
		const answer = await ask(address, {
			method: 'POST',
			body: new URLSearchParams(fields),
			headers: { 'user-agent': device },
		});
		const cookies = answer.headers.getSetCookie();
		const [cookie] = cookies.filter((one) => name.test(one));
		assert.ok(cookie, `${what}: ${answer.status} ${cookies}`);
		for (const one of cookies) {
			assert.match(one, /; HttpOnly/i, one);
			assert.match(one, /; SameSite=(Lax|Strict)/i, one);
			assert.doesNotMatch(one, /; Domain=/i, one);
		}
		assert.match(cookie, new RegExp(`; Path=${at.replaceAll('?', '\\?')}(;|$)`), what);
	}
});
