import '../../tests/support/own-origin.ts';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { type Officer, signOut, suspendOfficer } from '#identity';
import { migratorDb } from '#platform/db';
import { listeners } from '#platform/events';
import { runJobsOnce, writeListeners } from '#platform/jobs';
import { officerWith, operator } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { appFields, Browser, issuer, startOidc } from '../../tests/support/oidc-door.ts';
import { resident } from '../../tests/support/residents.ts';
import { SecondApp } from '../../tests/support/second-app.ts';
import {
	decideDevice,
	findDevice,
	listConsents,
	readLogout,
	readNotice,
	registerApp,
	withdrawConsent,
} from './index.ts';

await testDatabase();
await startOidc();
const app = await SecondApp.start();
after(() => app.stop());
let administrator: Officer;
let registered: { id: string; clientId: string; secret: string | null };

before(async () => {
	await writeListeners([...listeners()]);
	administrator = (await officerWith(await operator(), '12.71', 'administrator')).officer;
	registered = await registerApp(administrator, {
		...appFields(),
		redirectUris: [app.redirectUri],
		postLogoutUris: [`${app.origin}/`],
		backchannelLogoutUri: `${app.origin}/logout-belakang`,
		frontchannelLogoutUri: `${app.origin}/logout-depan`,
	});
	app.register({ issuer, clientId: registered.clientId, secret: registered.secret });
});

test('a resident signs in with an app: asked once, told under a name of this app alone', async () => {
	const person = await resident('nik', 'Tiur Simanjuntak');
	const browser = await Browser.of(person.accountId);
	const back = await browser.follow(await app.begin());
	assert.deepEqual(browser.steps, ['consent']);
	const { tokens, claims } = await app.finish(back);
	assert.notEqual(claims.sub, person.accountId);
	assert.equal(claims['acr'], 'urn:ssp:acr:nik');
	const told = await client.fetchUserInfo(await app.configuration(), tokens.access_token, claims.sub);
	assert.deepEqual(
		{ name: told['name'], level: told['level'], kind: told['account_kind'], posts: told['posts'] },
		{ name: 'Tiur Simanjuntak', level: 'nik', kind: 'resident', posts: undefined },
	);
	const again = await browser.follow(await app.begin());
	assert.equal((await app.finish(again)).claims.sub, claims.sub);
	assert.deepEqual(browser.steps, ['consent'], 'what was allowed is remembered');
});

test('an officer signs in with a pushed request: posts, offices, roles, and one name everywhere', async () => {
	const { officer } = await officerWith(administrator, '12.71', 'triage');
	const browser = await Browser.of(officer.accountId, ['password', 'totp']);
	const { tokens, claims } = await app.finish(await browser.follow(await app.begin({}, true)));
	assert.equal(claims.sub, officer.accountId);
	assert.equal(claims['acr'], 'urn:ssp:acr:officer-mfa');
	assert.deepEqual(claims['amr'], ['otp', 'pwd', 'mfa']);
	const told = await client.fetchUserInfo(await app.configuration(), tokens.access_token, claims.sub);
	assert.deepEqual(told['pemda'], ['12.71']);
	assert.deepEqual(told['roles'], ['triage']);
	assert.match(JSON.stringify(told['offices']), /Medan/);
});

test('nobody signed in at the portal: led there, and on after', async () => {
	const person = await resident();
	const browser = new Browser();
	const halfway = await browser.follow(await app.begin());
	assert.deepEqual(browser.steps, ['sign-in']);
	const visitor = await Browser.of(person.accountId);
	browser.keep(visitor.cookiesFor('/').replace('ssp=', ''));
	const { claims } = await app.finish(await browser.follow(halfway));
	assert.equal(claims['acr'], 'urn:ssp:acr:contact');
	assert.deepEqual(browser.steps, ['sign-in', 'go', 'consent']);
});

test('prompt=none answers at once, with somebody or with why not', async () => {
	const person = await resident();
	const stranger = await new Browser().follow(await app.begin({ prompt: 'none' }));
	assert.equal(stranger.searchParams.get('error'), 'login_required');
	const browser = await Browser.of(person.accountId);
	const unasked = await browser.follow(await app.begin({ prompt: 'none' }));
	assert.equal(unasked.searchParams.get('error'), 'consent_required');
	await app.finish(await browser.follow(await app.begin()));
	await app.finish(await browser.follow(await app.begin({ prompt: 'none' })));
});

test('an app asks for more than the account is: led up, and told what it asked for when it is more', async () => {
	const person = await resident('contact');
	const browser = await Browser.of(person.accountId);
	const halfway = await browser.follow(await app.begin({ acr_values: 'urn:ssp:acr:verified' }));
	assert.deepEqual(
		await browser.step(halfway.pathname).then((step) => 'needed' in step && step.needed),
		'urn:ssp:acr:verified',
	);
	await migratorDb.query({
		text: `update identity.account set level = 'verified' where id = $1`,
		values: [person.accountId],
	});
	const { claims } = await app.finish(await browser.follow(halfway));
	assert.equal(claims['acr'], 'urn:ssp:acr:verified');
	const lower = JSON.stringify({ id_token: { acr: { essential: true, values: ['urn:ssp:acr:nik'] } } });
	const second = await app.finish(await browser.follow(await app.begin({ claims: lower })));
	assert.equal(second.claims['acr'], 'urn:ssp:acr:nik');
	const officers = await browser.follow(await app.begin({ acr_values: 'urn:ssp:acr:officer-mfa' }));
	const step = await browser.step(officers.pathname);
	assert.equal('needed' in step && step.needed, null, 'no resident ever is');
	const unknown = JSON.stringify({ id_token: { acr: { essential: true, value: 'loa9' } } });
	const refused = await browser.follow(await app.begin({ claims: unknown }));
	assert.equal(refused.searchParams.get('error'), 'unmet_authentication_requirements');
});

test('prompt=login and max_age ask for a sign-in after the question', async () => {
	const person = await resident();
	const browser = await Browser.of(person.accountId);
	await browser.follow(await app.begin());
	await migratorDb.query({
		text: `update identity.session set fresh_at = now() - interval '1 hour' where account_id = $1`,
		values: [person.accountId],
	});
	for (const asked of [{ prompt: 'login' }, { max_age: '60' }]) {
		const halfway = await browser.follow(await app.begin(asked));
		assert.equal((await browser.step(halfway.pathname)).step, 'again');
	}
});

test('refresh tokens change at each use; an old one shown again ends the family', async () => {
	const person = await resident();
	const browser = await Browser.of(person.accountId);
	const scope = { scope: 'openid offline_access', prompt: 'consent' };
	const { tokens } = await app.finish(await browser.follow(await app.begin(scope)));
	const config = await app.configuration();
	const first = tokens.refresh_token ?? '';
	const next = await client.refreshTokenGrant(config, first);
	assert.notEqual(next.refresh_token, first);
	await client.fetchUserInfo(config, next.access_token, client.skipSubjectCheck);
	await assert.rejects(client.refreshTokenGrant(config, first), /invalid_grant|response body/);
	await assert.rejects(client.refreshTokenGrant(config, next.refresh_token ?? ''), 'the whole family');
	await assert.rejects(client.fetchUserInfo(config, next.access_token, client.skipSubjectCheck));
});

test('one refresh token used twenty times at once gives tokens to one, and then to none', async () => {
	const person = await resident();
	const browser = await Browser.of(person.accountId);
	const scope = { scope: 'openid offline_access', prompt: 'consent' };
	const { tokens } = await app.finish(await browser.follow(await app.begin(scope)));
	const config = await app.configuration();
	const tries = await Promise.allSettled(
		Array.from({ length: 20 }, () => client.refreshTokenGrant(config, tokens.refresh_token ?? '')),
	);
	const won = tries.filter((one) => one.status === 'fulfilled');
	assert.ok(won.length <= 1);
	for (const { value } of won)
		await assert.rejects(client.refreshTokenGrant(config, value.refresh_token ?? ''));
});

test('services speak for themselves, and another app may ask about tokens made for it alone', async () => {
	const service = await registerApp(administrator, {
		...appFields({ kind: 'service', redirectUris: [], forWhom: [] }),
	});
	const config = await client.discovery(
		new URL(issuer),
		service.clientId,
		undefined,
		client.ClientSecretBasic(service.secret ?? ''),
		{ execute: [client.allowInsecureRequests] },
	);
	const plain = await client.clientCredentialsGrant(config);
	assert.equal((await client.tokenIntrospection(config, plain.access_token)).active, true);
	assert.equal(
		(await client.tokenIntrospection(await app.configuration(), plain.access_token)).active,
		false,
	);
	const made = await client.clientCredentialsGrant(config, {
		resource: `urn:ssp:app:${registered.clientId}`,
	});
	const seen = await client.tokenIntrospection(await app.configuration(), made.access_token);
	assert.deepEqual([seen.active, seen.client_id], [true, service.clientId]);
	await assert.rejects(client.clientCredentialsGrant(config, { resource: 'https://elsewhere.example' }));
	await client.tokenRevocation(config, plain.access_token);
	assert.equal((await client.tokenIntrospection(config, plain.access_token)).active, false);
	const page = await new Browser().ask(
		`${issuer}/auth?client_id=${service.clientId}&response_type=code&scope=openid`,
	);
	assert.notEqual(new URL(page.headers.get('location') ?? '/', issuer).pathname, '/masuk/aplikasi');
});

test('a screen without a keyboard is let in from a telephone', async () => {
	const device = await registerApp(administrator, {
		...appFields({ kind: 'device', name: 'Layar antrean', redirectUris: [], scopes: ['openid', 'profile'] }),
	});
	const config = await client.discovery(new URL(issuer), device.clientId, undefined, client.None(), {
		execute: [client.allowInsecureRequests],
	});
	const asked = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' });
	const person = await resident('contact', 'Rahmat');
	const shown = await findDevice(person, asked.user_code.toLowerCase());
	assert.equal(shown.app.name, 'Layar antrean');
	await assert.rejects(findDevice(person, 'BBBB-BBBB'), /device-code-wrong/);
	await decideDevice(person, asked.user_code, true);
	const tokens = await client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0.1 });
	assert.notEqual(tokens.claims()?.sub, person.accountId);
	await assert.rejects(decideDevice(person, asked.user_code, true), /device-code-wrong/, 'once');
	const refused = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
	await decideDevice(person, refused.user_code, false);
	await assert.rejects(
		client.pollDeviceAuthorizationGrant(config, { ...refused, interval: 0.1 }),
		/access_denied|response body/,
	);
	const door = await new Browser().ask(asked.verification_uri_complete ?? '');
	assert.match(door.headers.get('location') ?? '', /^\/masuk\/perangkat\?kode=/);
});

test('a suspended account: the app hears within the minute, and its tokens end', async () => {
	const { officer } = await officerWith(administrator, '12.71', 'officer');
	const browser = await Browser.of(officer.accountId, ['password']);
	const scope = { scope: 'openid offline_access', prompt: 'consent' };
	const { tokens, claims } = await app.finish(await browser.follow(await app.begin(scope)));
	app.told.logoutTokens.length = 0;
	const from = Date.now();
	await suspendOfficer(administrator, { pemda: '12.71', accountId: officer.accountId, suspended: true });
	await runJobsOnce();
	const [token = ''] = app.told.logoutTokens;
	assert.ok(Date.now() - from < 60_000);
	const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/jwks`)), {
		issuer,
		audience: registered.clientId,
		typ: 'logout+jwt',
	});
	assert.equal(protectedHeader.alg, 'ES256');
	assert.equal(payload.sub, claims.sub);
	assert.equal(payload['sid'], claims['sid']);
	const config = await app.configuration();
	await assert.rejects(client.fetchUserInfo(config, tokens.access_token, claims.sub));
	await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''));
	assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
	const next = await browser.follow(await app.begin());
	assert.match(next.pathname, /^\/masuk\/aplikasi\//);
});

test('signing out at the portal ends the session of each app, not what it may do offline', async () => {
	const person = await resident();
	const browser = await Browser.of(person.accountId);
	const { tokens } = await app.finish(await browser.follow(await app.begin()));
	app.told.logoutTokens.length = 0;
	const actor = await browser.actor();
	assert.equal(actor.kind, 'resident');
	if (actor.kind === 'resident') await signOut(actor);
	await runJobsOnce();
	assert.equal(app.told.logoutTokens.length, 1);
	const config = await app.configuration();
	assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
});

test('another person in the same browser is not taken for the first', async () => {
	const [one, other] = [await resident(), await resident()];
	const browser = await Browser.of(one.accountId);
	const first = await app.finish(await browser.follow(await app.begin()));
	const visitor = await Browser.of(other.accountId);
	browser.keep(visitor.cookiesFor('/').replace('ssp=', ''));
	const second = await app.finish(await browser.follow(await app.begin()));
	assert.notEqual(second.claims.sub, first.claims.sub);
	assert.equal(
		(await client.tokenIntrospection(await app.configuration(), first.tokens.access_token)).active,
		false,
	);
});

test('a consent is listed, and withdrawn it ends what the app had', async () => {
	const person = await resident();
	const browser = await Browser.of(person.accountId);
	const scope = { scope: 'openid profile offline_access', prompt: 'consent' };
	const { tokens } = await app.finish(await browser.follow(await app.begin(scope)));
	const [line] = await listConsents(person);
	assert.equal(line?.app, 'Perizinan Medan');
	assert.deepEqual(line?.scopes.toSorted(), ['offline_access', 'openid', 'profile']);
	await withdrawConsent(await resident(), line?.id ?? '');
	assert.equal((await listConsents(person))[0]?.withdrawnAt, null, 'by nobody else');
	await withdrawConsent(person, line?.id ?? '');
	const config = await app.configuration();
	await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''));
	assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
	await browser.follow(await app.begin());
	assert.equal(browser.steps.filter((step) => step === 'consent').length, 2, 'asked again');
});

test('who signs out of an app signs out here, and other apps hear of it', async () => {
	const person = await resident();
	const browser = await Browser.of(person.accountId);
	const { tokens } = await app.finish(await browser.follow(await app.begin()));
	app.told.logoutTokens.length = 0;
	const address = client.buildEndSessionUrl(await app.configuration(), {
		post_logout_redirect_uri: `${app.origin}/`,
		id_token_hint: tokens.id_token ?? '',
		state: 'selesai',
	});
	assert.equal((await browser.follow(address)).pathname, '/keluar/aplikasi');
	const asked = await readLogout(browser.cookiesFor('/'));
	assert.equal(asked?.app, 'Perizinan Medan');
	const answer = await browser.ask(asked?.action ?? '', {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ xsrf: asked?.xsrf ?? '', logout: 'yes' }),
	});
	const last = new URL(answer.headers.get('location') ?? '', issuer);
	const notice = readNotice(last.searchParams.get('tentang') ?? '');
	assert.equal(notice?.kind === 'signed-out' && notice.to, `${app.origin}/?state=selesai`);
	assert.match(notice?.kind === 'signed-out' ? (notice.frames[0] ?? '') : '', /logout-depan\?iss=.*&sid=/);
	assert.equal((await browser.actor()).kind, 'anonymous');
	await runJobsOnce();
	assert.ok(app.told.logoutTokens.length >= 1);
});
