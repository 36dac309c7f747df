import '../../tests/support/own-origin.ts';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type CryptoKey, decodeProtectedHeader, exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import * as client from 'openid-client';
import { z } from 'zod';
import type { Officer } from '#identity';
import { migratorDb } from '#platform/db';
import { officerWith, operator } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { appFields, Browser, issuer, startOidc } from '../../tests/support/oidc-door.ts';
import { resident } from '../../tests/support/residents.ts';
import { SecondApp } from '../../tests/support/second-app.ts';
import { disableApp, readNotice, registerApp, rotateSecret } from './index.ts';

await testDatabase();
await startOidc();
const [app, other] = [await SecondApp.start(), await SecondApp.start()];
after(() => Promise.all([app.stop(), other.stop()]));
let administrator: Officer;
let browser: Browser;
let ids: { id: string; clientId: string; secret: string | null };

before(async () => {
	administrator = (await officerWith(await operator(), '12.71', 'administrator')).officer;
	ids = await register(app, 'Perizinan Medan');
	await register(other, 'Pajak Medan');
	browser = await Browser.of((await resident()).accountId);
	await app.finish(await browser.follow(await app.begin()));
});

async function register(one: SecondApp, name: string) {
	const redirectUris = [one.redirectUri];
	const made = await registerApp(administrator, {
		...appFields({ name, redirectUris }),
		postLogoutUris: [`${one.origin}/`],
	});
	one.register({ issuer, clientId: made.clientId, secret: made.secret });
	return made;
}

/** What a request to the token endpoint is answered, as the app or without a secret. */
async function askToken(fields: Record<string, string>, secret = ids.secret, clientId = ids.clientId) {
	const answer = await fetch(`${issuer}/token`, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			...(secret ? { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` } : {}),
		},
		body: new URLSearchParams(fields),
	});
	const shape = z.object({ error: z.string().optional(), access_token: z.string().optional() });
	return { status: answer.status, ...shape.parse(await answer.json()) };
}

/** Where the browser ends up, with the error that is told there: by us, or by the app's address. */
async function errorAt(address: URL | string): Promise<string | null> {
	const end = await browser.follow(address);
	const notice = readNotice(end.searchParams.get('tentang') ?? '');
	if (notice?.kind === 'error') return `ours: ${notice.error}`;
	return end.searchParams.get('error') ?? new URLSearchParams(end.hash.slice(1)).get('error');
}

test('an address that is not exactly one that was registered is never led to', async () => {
	const wrong = [
		`${app.redirectUri}/`,
		`${app.redirectUri}?x=1`,
		app.redirectUri.replace('/kembali', '/kembali/../kembali'),
		app.redirectUri.replace('localhost', '127.0.0.1'),
		app.redirectUri.replace('http://', 'http://localhost@'),
		`${app.redirectUri}#f`,
		app.redirectUri.toUpperCase(),
		other.redirectUri,
		'https://jahat.example/kembali',
		'javascript:alert(1)',
	];
	for (const redirect_uri of wrong) {
		assert.match((await errorAt(await app.begin({ redirect_uri }))) ?? '', /^ours: invalid_re/, redirect_uri);
	}
	const twice = new URL(await app.begin());
	twice.searchParams.append('redirect_uri', 'https://jahat.example/');
	assert.match((await errorAt(twice)) ?? '', /^ours: /);
});

test('a code opens once, and its second use ends what the first gave', async () => {
	const back = await browser.follow(await app.begin());
	const { tokens } = await app.finish(new URL(back));
	await assert.rejects(app.finish(new URL(back)));
	const config = await app.configuration();
	assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
});

test('one code shown twenty times at once opens at most once', async () => {
	const config = await app.configuration();
	const verifier = client.randomPKCECodeVerifier();
	const challenge = await client.calculatePKCECodeChallenge(verifier);
	const back = await browser.follow(await app.begin({ code_challenge: challenge }));
	const fields = {
		grant_type: 'authorization_code',
		code: back.searchParams.get('code') ?? '',
		redirect_uri: app.redirectUri,
		code_verifier: verifier,
	};
	const answers = await Promise.all(Array.from({ length: 20 }, () => askToken(fields)));
	const won = answers.filter(({ status }) => status === 200);
	assert.ok(won.length <= 1, `${won.length} won`);
	assert.ok(answers.filter(({ status }) => status !== 200).every(({ error }) => error === 'invalid_grant'));
	for (const { access_token } of won)
		assert.equal((await client.tokenIntrospection(config, access_token ?? '')).active, false);
});

test('no challenge, a plain one, no verifier, another verifier: no tokens', async () => {
	const bare = new URL(await app.begin());
	for (const name of ['code_challenge', 'code_challenge_method']) bare.searchParams.delete(name);
	assert.equal(await errorAt(bare), 'invalid_request');
	assert.equal(await errorAt(await app.begin({ code_challenge_method: 'plain' })), 'invalid_request');
	const back = await browser.follow(await app.begin());
	const code = back.searchParams.get('code') ?? '';
	const fields = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri };
	assert.equal((await askToken(fields)).error, 'invalid_grant');
	await assert.rejects(app.finish(back, { verifier: client.randomPKCECodeVerifier() }));
});

test("a code is the app's that asked for it", async () => {
	const verifier = client.randomPKCECodeVerifier();
	const challenge = await client.calculatePKCECodeChallenge(verifier);
	const back = await browser.follow(await app.begin({ code_challenge: challenge }));
	const code = back.searchParams.get('code') ?? '';
	const fields = {
		grant_type: 'authorization_code',
		code,
		redirect_uri: app.redirectUri,
		code_verifier: verifier,
	};
	const config = await other.configuration();
	await assert.rejects(client.genericGrantRequest(config, 'authorization_code', fields));
	assert.equal((await askToken(fields, 'salah')).status, 401);
	assert.equal((await askToken({ ...fields, client_id: ids.clientId }, null)).status, 401);
	assert.equal((await askToken(fields)).status, 200, 'its own is taken');
});

test('what is old opens nothing', async () => {
	const back = await browser.follow(await app.begin());
	await migratorDb.query({
		text: `update sso.token set payload = jsonb_set(payload::jsonb, '{exp}', to_jsonb(extract(epoch from now())::int - 60))::json
			where kind = 'AuthorizationCode'`,
	});
	await assert.rejects(app.finish(back));
	const { tokens } = await app.finish(await browser.follow(await app.begin()));
	await migratorDb.query({
		text: `update sso.token set payload = jsonb_set(payload::jsonb, '{exp}', to_jsonb(extract(epoch from now())::int - 60))::json
			where kind = 'AccessToken'`,
	});
	const config = await app.configuration();
	await assert.rejects(client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck));
	assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
});

test('an id token unsigned, or signed with our public key as a secret, is nobody’s hint', async () => {
	const { claims, tokens } = await app.finish(await browser.follow(await app.begin()));
	const header = decodeProtectedHeader(tokens.id_token ?? '');
	assert.equal(header.alg, 'ES256');
	const shape = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });
	const { keys } = shape.parse(await (await fetch(`${issuer}/jwks`)).json());
	const [key] = keys;
	if (!key) throw new Error('no key');
	const publicKey = await exportSPKI(await importJWK(key, 'ES256', { extractable: true }).then(asKey));
	const unsigned = new UnsecuredJWT({ ...claims }).encode();
	const confused = await new SignJWT({ ...claims })
		.setProtectedHeader({ alg: 'HS256', kid: key.kid })
		.sign(new TextEncoder().encode(publicKey));
	const [, body = ''] = confused.split('.');
	const byId = `${btoa(JSON.stringify({ alg: 'HS256' })).replace(/=+$/, '')}.${body}`;
	const bySecret = `${byId}.${createHmac('sha256', ids.secret ?? '')
		.update(byId)
		.digest('base64url')}`;
	for (const id_token_hint of [unsigned, confused, bySecret]) {
		assert.equal(await errorAt(await app.begin({ id_token_hint, prompt: 'none' })), 'invalid_request');
		const end = await browser.follow(`${issuer}/session/end?${new URLSearchParams({ id_token_hint })}`);
		assert.equal(end.pathname, '/masuk/galat');
	}
});

function asKey(key: CryptoKey | Uint8Array): CryptoKey {
	if (key instanceof Uint8Array) throw new Error('not a key');
	return key;
}

test('the app notices an answer of another issuer, and one without', async () => {
	const back = await browser.follow(await app.begin());
	assert.equal(back.searchParams.get('iss'), issuer);
	const mixed = new URL(back);
	mixed.searchParams.set('iss', 'https://jahat.example');
	const noticed = (error: Error) => error.cause instanceof Error && /"iss"/.test(error.cause.message);
	await assert.rejects(app.finish(mixed), noticed);
	const bare = new URL(back);
	bare.searchParams.delete('iss');
	await assert.rejects(app.finish(bare), noticed);
});

test('signing out leads nowhere that was not registered', async () => {
	const { tokens } = await app.finish(await browser.follow(await app.begin()));
	const hint = { id_token_hint: tokens.id_token ?? '' };
	for (const post_logout_redirect_uri of [
		'https://jahat.example/',
		`${app.origin}/lain`,
		`${other.origin}/`,
	]) {
		const end = new URLSearchParams({ ...hint, post_logout_redirect_uri });
		assert.match((await errorAt(`${issuer}/session/end?${end}`)) ?? '', /^ours: invalid_request/);
	}
	const nobody = new URLSearchParams({ post_logout_redirect_uri: 'https://jahat.example/' });
	assert.equal((await browser.follow(`${issuer}/session/end?${nobody}`)).origin, new URL(issuer).origin);
});

test('huge requests, doubled parameters and other methods are refused before they cost anything', async () => {
	const long = await fetch(`${issuer}/auth?state=${'x'.repeat(9000)}`, { redirect: 'manual' });
	assert.equal(long.status, 414);
	const body = await fetch(`${issuer}/token`, { method: 'POST', body: 'x'.repeat(40_000) });
	assert.equal(body.status, 413);
	const doubled = await fetch(`${issuer}/token`, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			authorization: `Basic ${btoa(`${ids.clientId}:${ids.secret}`)}`,
		},
		body: 'grant_type=authorization_code&grant_type=client_credentials',
	});
	assert.equal(doubled.status, 400);
	assert.equal((await fetch(`${issuer}/token`)).status, 404);
	const inAddress = await fetch(`${issuer}/userinfo?access_token=abc`);
	assert.ok(inAddress.status >= 400);
	const json = await fetch(`${issuer}/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{}',
	});
	assert.equal(json.status, 400);
});

test('a sign-in begun in one browser is not finished in another', async () => {
	const start = await new Browser().ask(await app.begin());
	const path = start.headers.get('location') ?? '';
	assert.match(path, /^\/masuk\/aplikasi\//);
	await assert.rejects(browser.step(path), /no-such-step/);
});

test('an app may not ask for what it was not given, nor use ways it does not have', async () => {
	const small = await registerApp(
		administrator,
		appFields({ name: 'Kecil', scopes: ['openid'], redirectUris: [app.redirectUri] }),
	);
	const address = new URL(await app.begin({ scope: 'openid posts' }));
	address.searchParams.set('client_id', small.clientId);
	assert.equal(await errorAt(address), 'invalid_scope');
	assert.equal((await askToken({ grant_type: 'client_credentials' })).error, 'invalid_request');
	assert.equal(
		(await askToken({ grant_type: 'password', username: 'a', password: 'b' })).error,
		'unsupported_grant_type',
	);
	for (const response_type of ['token', 'id_token', 'code token'])
		assert.match(
			(await errorAt(await app.begin({ response_type }))) ?? '',
			/unsupported_response_type|invalid_request/,
		);
	assert.match((await errorAt(await app.begin({ request: 'e30.e30.' }))) ?? '', /request_not_supported/);
	assert.match(
		(await errorAt(await app.begin({ request_uri: 'https://jahat.example/r' }))) ?? '',
		/request_uri|invalid_request/,
	);
});

test('officers only means officers only', async () => {
	const theirs = await registerApp(
		administrator,
		appFields({ name: 'Kepegawaian', forWhom: ['officer'], redirectUris: [app.redirectUri] }),
	);
	const address = new URL(await app.begin());
	address.searchParams.set('client_id', theirs.clientId);
	const halfway = await browser.follow(address);
	assert.equal((await browser.step(halfway.pathname)).step, 'other-account');
});

test('a new secret works beside the old for a day, a leaked one not a moment longer; a disabled app is unknown', async () => {
	const service = await registerApp(
		administrator,
		appFields({ kind: 'service', redirectUris: [], forWhom: [] }),
	);
	const grant = { grant_type: 'client_credentials' };
	const ask = async (secret: string | null) => (await askToken(grant, secret, service.clientId)).status;
	assert.equal(await ask(service.secret), 200);
	const ref = { pemda: '12.71', id: service.id };
	const { secret: second } = await rotateSecret(administrator, { ...ref, leaked: false });
	assert.deepEqual([await ask(service.secret), await ask(second)], [200, 200]);
	const { secret: third } = await rotateSecret(administrator, { ...ref, leaked: true });
	assert.deepEqual([await ask(service.secret), await ask(second), await ask(third)], [401, 401, 200]);
	await disableApp(administrator, { ...ref, disabled: true });
	assert.equal(await ask(third), 401);
	const { rows } = await migratorDb.query<{ secret_hash: string }>({
		text: 'select secret_hash from sso.app where id = $1',
		values: [service.id],
	});
	assert.match(rows[0]?.secret_hash ?? '', /^[0-9a-f]{64}$/);
});

test('no secret of anybody lies in a table', async () => {
	const scope = { scope: 'openid offline_access', prompt: 'consent' };
	const { tokens } = await app.finish(await browser.follow(await app.begin(scope)));
	const { rows } = await migratorDb.query<{ text: string }>({
		text: `select t::text as text from sso.token t union all select s::text from sso.session s
			union all select p::text from sso.passing p union all select g::text from sso.given g
			union all select k::text from sso.signing_key k`,
	});
	const all = rows.map(({ text }) => text).join('\n');
	for (const secret of [tokens.access_token, tokens.refresh_token ?? '-', '"d":', ids.secret ?? '-'])
		assert.equal(all.includes(secret), false);
});
