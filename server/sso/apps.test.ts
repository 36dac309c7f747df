import '../../tests/support/own-origin.ts';
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Actor, Officer } from '#identity';
import { migratorDb, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { officerWith, operator } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { appFields } from '../../tests/support/oidc-door.ts';
import { resident } from '../../tests/support/residents.ts';
import { changeApp, disableApp, getApp, listApps, type NewApp, registerApp, rotateSecret } from './index.ts';
import { wallOf } from './policy.ts';
import { selectApp, selectApps, updateDisabled } from './store/apps.ts';

await testDatabase();
let boss: Officer;
let administrator: Officer;
let neighbour: Officer;

before(async () => {
	boss = await operator();
	administrator = (await officerWith(boss, '12.71', 'administrator')).officer;
	neighbour = (await officerWith(boss, '12.09', 'administrator')).officer;
});

const refusalOf = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(error: unknown) => {
			if (error instanceof Refusal) return error;
			throw error;
		},
	);
const codeOf = async (work: Promise<unknown>) => (await refusalOf(work))?.code ?? 'fine';

test('who may do what with an app: its administrators and operators, nobody else', async () => {
	const { id } = await registerApp(administrator, appFields());
	const ref = { pemda: '12.71', id };
	const { kind: _, ...fields } = appFields();
	const acts: ((actor: Actor) => Promise<unknown>)[] = [
		(actor) => listApps(actor, '12.71'),
		(actor) => getApp(actor, ref),
		(actor) => registerApp(actor, appFields()),
		(actor) => changeApp(actor, { ...fields, ...ref }),
		(actor) => rotateSecret(actor, { ...ref, leaked: false }),
		(actor) => disableApp(actor, { ...ref, disabled: false }),
	];
	const officer = (await officerWith(administrator, '12.71', 'office-head')).officer;
	const nobodies: Actor[] = [neighbour, officer, await resident(), { kind: 'anonymous', origin: 'x' }];
	for (const act of acts) {
		for (const actor of [administrator, boss]) assert.equal(await codeOf(act(actor)), 'fine');
		for (const actor of nobodies) assert.equal(await codeOf(act(actor)), 'sso/not-yours');
	}
	const elsewhere = { pemda: '12.09', id };
	assert.equal(await codeOf(getApp(neighbour, elsewhere)), 'sso/no-such-app');
	assert.equal(await codeOf(getApp(administrator, { pemda: '12.71', id: "' or 1=1" })), 'sso/no-such-app');
	const old = { ...administrator, freshAt: new Date(Date.now() - 3_600_000) };
	for (const act of acts.slice(2)) assert.equal(await codeOf(act(old)), 'identity/not-fresh');
});

test('with the policy taken away the second wall still shows a neighbour nothing, and lets nothing be changed', async () => {
	const { id } = await registerApp(administrator, appFields({ name: 'Rahasia Medan' }));
	await withScope(wallOf(neighbour, '12.71'), async (tx) => {
		assert.equal(await selectApp(tx, '12.71', id), undefined);
		assert.deepEqual(await selectApps(tx, '12.71'), []);
		await updateDisabled(tx, { pemda: '12.71', id, at: new Date(), by: 'jahat' });
	});
	assert.equal((await getApp(administrator, { pemda: '12.71', id })).disabledAt, null);
	const count = await withScope(wallOf(neighbour, '12.71'), (tx) =>
		tx.query<{ n: number }>({ text: 'select count(*)::int as n from sso.app' }),
	);
	assert.equal(count.rows[0]?.n, 0);
});

test('addresses are whole, exact, and over TLS; plain http only to one’s own machine', async () => {
	const good = ['https://izin.medan.example/kembali', 'http://localhost:3000/cb', 'https://a.example/cb?x=1'];
	assert.equal(await codeOf(registerApp(administrator, appFields({ redirectUris: good }))), 'fine');
	const bad = [
		'',
		'izin.medan.example',
		'http://izin.medan.example/kembali',
		'https://*.medan.example/',
		'https://a.example/#f',
		'https://u:p@a.example/',
		'javascript:alert(1)',
		'data:text/html,x',
		'https://a.example/../b',
		'HTTPS://A.example/x',
		'https://a.example/ b',
		'https:\\\\a.example\\x',
		`https://a.example/${'x'.repeat(600)}`,
		'https://á.example/',
	];
	for (const address of bad) {
		const refusal = await refusalOf(registerApp(administrator, appFields({ redirectUris: [address] })));
		assert.deepEqual(Object.keys(refusal?.fields ?? {}), ['redirectUris'], address);
	}
	const many = Array.from({ length: 21 }, (_, n) => `https://a.example/${n}`);
	assert.equal(await codeOf(registerApp(administrator, appFields({ redirectUris: many }))), 'sso/app-wrong');
	const logout = appFields({
		backchannelLogoutUri: 'http://10.0.0.1/x',
		frontchannelLogoutUri: 'ftp://a.example/',
	});
	const refusal = await refusalOf(registerApp(administrator, logout));
	assert.deepEqual(Object.keys(refusal?.fields ?? {}).sort(), [
		'backchannelLogoutUri',
		'frontchannelLogoutUri',
	]);
});

test('every field that is wrong is named, and what a kind does not have is not kept', async () => {
	const wrong = appFields({ name: 'x', forWhom: ['semua'], contacts: ['bukan'], redirectUris: [] });
	const refusal = await refusalOf(registerApp(administrator, wrong));
	assert.deepEqual(Object.keys(refusal?.fields ?? {}).sort(), [
		'contacts',
		'forWhom',
		'name',
		'redirectUris',
	]);
	const noKind = await refusalOf(registerApp(administrator, { ...appFields(), kind: 'lain' }));
	assert.deepEqual(Object.keys(noKind?.fields ?? {}), ['kind']);
	const kinds: [NewApp['kind'], boolean][] = [
		['web', true],
		['native', false],
		['device', false],
		['service', true],
	];
	for (const [kind, hasSecret] of kinds) {
		const made = await registerApp(administrator, appFields({ kind, scopes: ['openid', 'lain', 'posts'] }));
		assert.equal(made.secret !== null, hasSecret, kind);
		const app = await getApp(administrator, { pemda: '12.71', id: made.id });
		assert.equal(app.redirectUris.length > 0, kind === 'web' || kind === 'native', kind);
		assert.deepEqual(app.scopes, kind === 'service' ? [] : ['openid', 'posts'], kind);
	}
});

test('each act is a line of the government’s trail, without the secret', async () => {
	const { id, secret } = await registerApp(administrator, appFields());
	const ref = { pemda: '12.71', id };
	const next = await rotateSecret(administrator, { ...ref, leaked: true });
	await disableApp(administrator, { ...ref, disabled: true });
	const { rows } = await migratorDb.query<{ act: string; pemda: string; line: string }>({
		text: 'select act, pemda, a::text as line from platform.audit a where subject = $1 order by id',
		values: [`app:${id}`],
	});
	assert.deepEqual(
		rows.map(({ act, pemda }) => `${pemda} ${act}`),
		['12.71 sso/register-app', '12.71 sso/rotate-secret', '12.71 sso/disable-app'],
	);
	for (const { line } of rows) {
		assert.equal(line.includes(secret ?? '-'), false);
		assert.equal(line.includes(next.secret), false);
	}
});
