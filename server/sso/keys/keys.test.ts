import '../../../tests/support/own-origin.ts';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { setClock } from '#platform/clock';
import { officerWith, operator } from '../../../tests/support/accounts.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { appFields, Browser, issuer, startOidc } from '../../../tests/support/oidc-door.ts';
import { resident } from '../../../tests/support/residents.ts';
import { SecondApp } from '../../../tests/support/second-app.ts';
import { listKeys, registerApp, rotateKeys } from '../index.ts';
import { forgetProvider } from '../provider/provider.ts';
import { loadKeys } from './load-keys.ts';
import { forgetOldKeys } from './rotate-keys.ts';

await testDatabase();
await startOidc();
const app = await SecondApp.start();
after(() => app.stop());
const hourMs = 3_600_000;
let person: string;

before(async () => {
	const administrator = (await officerWith(await operator(), '12.71', 'administrator')).officer;
	const made = await registerApp(administrator, appFields({ redirectUris: [app.redirectUri] }));
	app.register({ issuer, clientId: made.clientId, secret: made.secret });
	person = (await resident()).accountId;
});
after(() => setClock());

type Published = { keys: { kid: string; alg: string }[] };
async function published(): Promise<Published> {
	const answer: Published = JSON.parse(await (await fetch(`${issuer}/jwks`)).text());
	return answer;
}
const signedBy = (token: string) =>
	JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

test('of several first starts at once one makes the keys, and their private halves stay here', async () => {
	const all = await Promise.all(Array.from({ length: 8 }, () => loadKeys()));
	assert.equal(new Set(all.map(({ version }) => version)).size, 1);
	const { keys } = await published();
	assert.deepEqual(keys.map(({ alg }) => alg).sort(), ['ES256', 'RS256']);
	assert.doesNotMatch(JSON.stringify(keys), /"(d|p|q|dp|dq|qi)":/);
});

test('keys change without anybody noticing: published first, used a day later, known until all they signed has ended', async () => {
	const browser = await Browser.of(person);
	const first = (await app.finish(await browser.follow(await app.begin()))).tokens;
	const before = await published();
	const early = createLocalJWKSet(JSON.parse(JSON.stringify(before)));

	await rotateKeys();
	forgetProvider();
	const between = await published();
	assert.equal(between.keys.length, 4);
	const second = (await app.finish(await browser.follow(await app.begin()))).tokens;
	assert.equal(signedBy(second.id_token ?? ''), signedBy(first.id_token ?? ''), 'not used yet');
	await jwtVerify(second.id_token ?? '', early);

	setClock(() => new Date(Date.now() + 25 * hourMs));
	const { jwks, cookies } = await loadKeys();
	setClock();
	const es256 = jwks.keys.filter((key) => 'alg' in key && key.alg === 'ES256');
	assert.notEqual(es256[0]?.kid, signedBy(first.id_token ?? ''), 'the next one signs');
	assert.deepEqual(
		es256.map(({ kid }) => kid).sort(),
		between.keys
			.filter(({ alg }) => alg === 'ES256')
			.map(({ kid }) => kid)
			.sort(),
	);
	assert.equal(cookies.length, 2);

	const late = createLocalJWKSet(JSON.parse(JSON.stringify(await published())));
	for (const { id_token } of [first, second]) await jwtVerify(id_token ?? '', late, { issuer });
	const still = await client.tokenIntrospection(await app.configuration(), first.access_token);
	assert.equal(still.active, true, 'tokens live on over a change of keys');
});

test('what no longer signed anything is forgotten', async () => {
	const count = (await listKeys()).length;
	assert.equal(await forgetOldKeys(), 0);
	setClock(() => new Date(Date.now() + 60 * hourMs));
	assert.ok((await forgetOldKeys()) > 0);
	const left = await listKeys();
	setClock();
	assert.ok(left.length < count);
	assert.deepEqual([...new Set(left.map(({ state }) => state))], ['in use']);
});

test('a key that leaked is believed no more', async () => {
	await rotateKeys();
	forgetProvider();
	const browser = await Browser.of(person);
	const { id_token } = (await app.finish(await browser.follow(await app.begin()))).tokens;
	await rotateKeys({ leaked: true });
	forgetProvider();
	const { keys } = await published();
	assert.equal(
		keys.some(({ kid }) => kid === signedBy(id_token ?? '')),
		false,
	);
	const left = createLocalJWKSet(JSON.parse(JSON.stringify({ keys })));
	await assert.rejects(jwtVerify(id_token ?? '', left));
	const next = (await app.finish(await browser.follow(await app.begin()))).tokens;
	await jwtVerify(next.id_token ?? '', left);
});
