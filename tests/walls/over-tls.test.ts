import assert from 'node:assert/strict';
import { test } from 'node:test';
import { port } from '../support/own-origin.ts';

/** The same platform as the world reaches it: behind a proxy that speaks TLS, under an address of its own. */
const publicOrigin = 'https://sumut.example';
process.env['PUBLIC_ORIGIN'] = publicOrigin;
const { createOperator } = await import('#identity');
const { device, newEmail, password } = await import('../support/accounts.ts');
const { testDatabase } = await import('../support/database.ts');
await testDatabase();
const { startHere } = await import('./platform.ts');
await startHere();

const ask = (path: string, init: RequestInit = {}) =>
	fetch(`http://localhost:${port}${path}`, { redirect: 'manual', ...init });
const form = (fields: Record<string, string>, origin = publicOrigin) => ({
	method: 'POST',
	headers: { origin, accept: 'text/html', 'user-agent': device },
	body: new URLSearchParams(fields),
});

test('a browser keeps to TLS for two years, here and below', async () => {
	for (const path of ['/', '/api/v1/cases', '/tidak/ada', '/favicon.svg']) {
		const value = (await ask(path)).headers.get('strict-transport-security');
		assert.equal(value, 'max-age=63072000; includeSubDomains', path);
	}
});

test('a session is this host’s alone, and every cookie goes over TLS only', async () => {
	const email = newEmail();
	await createOperator({ email, name: 'Operator', password });
	const signedIn = await ask('/masuk/petugas', form({ email, password, back: '' }));
	const [session = ''] = signedIn.headers.getSetCookie().filter((one) => one.includes('ssp='));
	assert.match(session, /^__Host-ssp=[^;]+/);
	for (const rule of [/; Path=\/(;|$)/, /; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i])
		assert.match(session, rule);
	assert.doesNotMatch(session, /; Domain=/i);
	const begun = await ask('/lapor', form({ text: 'Lubang besar di tengah jalan, sudah dua minggu.' }));
	for (const one of [...signedIn.headers.getSetCookie(), ...begun.headers.getSetCookie()])
		assert.match(one, /; Secure/i);
	const [pair = ''] = session.split(';');
	assert.notEqual((await ask('/kelola/petugas', { headers: { cookie: pair } })).status, 303, 'signed in');
	const bare = pair.replace('__Host-', '');
	assert.equal(
		(await ask('/kelola/petugas', { headers: { cookie: bare } })).status,
		303,
		'a name without the promise opens nothing',
	);
});

test('the page without TLS is another site', async () => {
	for (const origin of ['http://sumut.example', `http://localhost:${port}`, 'https://sumut.example:8443']) {
		assert.equal((await ask('/bahasa', form({ bahasa: 'en' }, origin))).status, 403, origin);
	}
	assert.equal((await ask('/bahasa', form({ bahasa: 'en' }))).status, 303);
});
