import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { device, enter, newEmail, operator, origin, password } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { forgetSessions } from './forget-sessions.ts';
import {
	changePassword,
	createOperator,
	findActor,
	listSessions,
	replacePassword,
	revokeSession,
	signIn,
	signOut,
	suspendOfficer,
} from './index.ts';

const hour = 3_600_000;
const later = (ms: number) => setClock(() => new Date(Date.now() + ms));

await testDatabase();
beforeEach(() => migratorDb.query({ text: 'delete from platform.spent' }));
after(() => setClock());

async function newOperator(): Promise<string> {
	const email = newEmail();
	await createOperator({ email, name: 'Rina', password });
	return email;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}
const tryIn = (email: string, word: string, from = origin) =>
	codeOf(signIn({ email, password: word, origin: from, device }));

test('a session opens with its secret, and only its hash is kept', async () => {
	const email = await newOperator();
	const { officer, token } = await enter(` ${email.toUpperCase()} `);
	assert.match(token, /^[A-Za-z0-9_-]{43}$/);
	assert.equal(officer.name, 'Rina');
	assert.equal(officer.isOperator, true);
	assert.equal(officer.mustChangePassword, false);
	assert.deepEqual(
		officer.holdings.map(({ pemda, role }) => [pemda, role]),
		[['12', 'administrator']],
	);
	const { rows } = await migratorDb.query<{ all: string }>({
		text: 'select string_agg(to_jsonb(s)::text, $1) as all from identity.session s',
		values: [' '],
	});
	assert.ok(!rows[0]?.all.includes(token));
	assert.equal((await listSessions(officer))[0]?.device, 'Chrome · Android');
});

test('every failure is the same refusal', async () => {
	const email = await newOperator();
	const table: [string, string][] = [
		[email, 'salah sama sekali'],
		[email, ''],
		[email, `${password} `],
		['tidak.ada@contoh.example', password],
		['', password],
		['bukan surel', password],
		['nul\u0000@contoh.example', password],
		['\ud800@contoh.example', password],
		[`${'a'.repeat(10_000)}@contoh.example`, password],
		["' or 1=1 --", password],
		[email, 'x'.repeat(1_000_000)],
	];
	for (const [address, word] of table) {
		await migratorDb.query({ text: 'delete from platform.spent' });
		assert.equal(await tryIn(address, word), 'identity/wrong-sign-in', JSON.stringify(address.slice(0, 40)));
	}
});

test('whether somebody has an account cannot be timed', async () => {
	const email = await newOperator();
	const spans = { known: [0], unknown: [0] };
	for (let round = 0; round < 12; round++) {
		for (const [kind, address] of [
			['known', email],
			['unknown', newEmail()],
		] as const) {
			const start = performance.now();
			await tryIn(address, 'salah sama sekali', `198.51.${round}.0/24`);
			spans[kind].push(performance.now() - start);
		}
	}
	const median = (list: number[]) => list.slice(1).sort((a, b) => a - b)[6] ?? 0;
	// Without the same work it would be a hundredth.
	assert.ok(median(spans.unknown) > median(spans.known) / 2);
});

test('eight failures shut an address out from there, not from elsewhere, and the right word then does not help', async () => {
	const email = await newOperator();
	for (let n = 0; n < 8; n++) assert.equal(await tryIn(email, 'salah'), 'identity/wrong-sign-in');
	assert.equal(await tryIn(email, password), 'platform/too-many');
	assert.equal(await tryIn(email, password, '198.51.100.0/24'), 'fine');
});

test('only failures count', async () => {
	const email = await newOperator();
	for (let n = 0; n < 12; n++) assert.equal(await tryIn(email, password), 'fine');
	const { rows } = await migratorDb.query<{ n: number }>({
		text: 'select sum(count)::int as n from platform.spent',
	});
	assert.equal(rows[0]?.n, 0);
});

test('a hundred guesses at once are eight guesses', async () => {
	const email = await newOperator();
	const codes = await Promise.all(Array.from({ length: 100 }, (_, n) => tryIn(email, `tebakan ke ${n}`)));
	assert.equal(codes.filter((code) => code === 'identity/wrong-sign-in').length, 8);
	assert.equal(codes.filter((code) => code === 'platform/too-many').length, 92);
});

test('guessing many addresses from one place ends, and so does guessing one from many places', async () => {
	const email = await newOperator();
	const codes = await Promise.all(Array.from({ length: 61 }, () => tryIn(newEmail(), 'salah')));
	assert.equal(codes.filter((code) => code === 'platform/too-many').length, 1);
	await migratorDb.query({ text: 'delete from platform.spent' });
	const places = Array.from({ length: 51 }, (_, n) => `198.51.${n}.0/24`);
	const spread = await Promise.all(places.map((from) => tryIn(email, 'salah', from)));
	assert.equal(spread.filter((code) => code === 'platform/too-many').length, 1);
	const { rows } = await migratorDb.query<{ keys: string }>({
		text: "select string_agg(key, ' ') as keys from platform.spent",
	});
	assert.ok(!rows[0]?.keys.includes('@'), 'no address is kept');
});

test('a suspended account is dead at its next request', async () => {
	const [boss, email] = [await operator(), await newOperator()];
	const { officer, token } = await enter(email);
	await suspendOfficer(boss, { pemda: '12', accountId: officer.accountId, suspended: true });
	assert.equal(await findActor(token, origin), undefined);
	assert.equal(await tryIn(email, password), 'identity/wrong-sign-in');
	await suspendOfficer(boss, { pemda: '12', accountId: officer.accountId, suspended: false });
	assert.equal(await findActor(token, origin), undefined, 'the session of before stays ended');
	assert.equal(await tryIn(email, password), 'fine');
});

test('a session ends after eight hours of silence, and after a day in any case', async (t) => {
	t.after(() => setClock());
	const email = await newOperator();
	const { token } = await enter(email);
	later(7.9 * hour);
	assert.ok(await findActor(token, origin), 'used again in time');
	later(15.7 * hour);
	assert.ok(await findActor(token, origin), 'eight hours from the last use');
	later(23.6 * hour);
	assert.ok(await findActor(token, origin));
	later(24.1 * hour);
	assert.equal(await findActor(token, origin), undefined, 'a day is the end');
	setClock();
	const silent = await enter(email);
	later(8.1 * hour);
	assert.equal(await findActor(silent.token, origin), undefined);
});

test('reading writes at most once a minute', async (t) => {
	t.after(() => setClock());
	const { officer, token } = await enter(await newOperator());
	const version = async () => {
		const text = 'select xmin::text as v, seen_at from identity.session where id = $1';
		return (await migratorDb.query<{ v: string }>({ text, values: [officer.sessionId] })).rows[0]?.v;
	};
	const first = await version();
	later(50_000);
	await findActor(token, origin);
	assert.equal(await version(), first);
	later(70_000);
	await Promise.all(Array.from({ length: 10 }, () => findActor(token, origin)));
	const second = await version();
	assert.notEqual(second, first);
	later(100_000);
	await findActor(token, origin);
	assert.equal(await version(), second);
});

test('what is no secret of a session finds nobody', async () => {
	const { token } = await enter(await newOperator());
	for (const wrong of [
		undefined,
		'',
		'x',
		`${token}x`,
		`${token.slice(0, 42)}${token.endsWith('A') ? 'B' : 'A'}`,
		'\u0000'.repeat(43),
		"'".repeat(43),
	])
		assert.equal(await findActor(wrong, origin), undefined);
});

test('sessions are listed, ended one by one or all others, and only by their owner', async () => {
	const email = await newOperator();
	const [first, second, third] = [await enter(email), await enter(email), await enter(email)];
	const stranger = await operator();
	assert.equal((await listSessions(first.officer)).length, 3);
	assert.equal(await revokeSession(stranger, { only: first.officer.sessionId }), 0);
	assert.equal(await revokeSession(first.officer, { only: 'not an id' }), 0);
	assert.equal(await revokeSession(first.officer, { only: second.officer.sessionId }), 1);
	assert.equal(await findActor(second.token, origin), undefined);
	assert.equal(await revokeSession(first.officer, 'others'), 1);
	assert.equal(await findActor(third.token, origin), undefined);
	assert.ok(await findActor(first.token, origin));
	await signOut(first.officer);
	assert.equal(await findActor(first.token, origin), undefined);
});

test('changing a password needs the present one, and ends every other session', async () => {
	const email = await newOperator();
	const [here, there] = [await enter(email), await enter(email)];
	const change = (present: string, next: string) =>
		codeOf(changePassword(here.officer, { present, password: next }));
	assert.equal(await change('salah', 'sandi yang baru sekali'), 'identity/password-wrong');
	assert.equal(await change(password, 'pendek'), 'identity/password-short');
	assert.equal(await change(password, password), 'identity/password-same');
	assert.equal(await change(password, 'sandi yang baru sekali'), 'fine');
	assert.ok(await findActor(here.token, origin));
	assert.equal(await findActor(there.token, origin), undefined);
	assert.equal(await tryIn(email, password), 'identity/wrong-sign-in');
	assert.equal(await tryIn(email, 'sandi yang baru sekali'), 'fine');
	for (let n = 0; n < 8; n++) await change('salah', 'lagi-lagi salah');
	assert.equal(await change('sandi yang baru sekali', 'lagi-lagi salah'), 'platform/too-many');
});

test('the owner of the machine can replace a password', async () => {
	const email = await newOperator();
	const { token } = await enter(email);
	await replacePassword({ email: email.toUpperCase(), password: 'diganti dari mesin' });
	assert.equal(await findActor(token, origin), undefined);
	assert.equal(await tryIn(email, 'diganti dari mesin'), 'fine');
	const nobody = replacePassword({ email: newEmail(), password: 'diganti dari mesin' });
	assert.equal(await codeOf(nobody), 'identity/no-such-account');
});

test('a hash with weaker settings is stored anew at the next sign-in', async () => {
	const email = await newOperator();
	const settingsOf = async () => {
		const text =
			'select password from identity.credential c join identity.account a on a.id = c.account_id where email = $1';
		return (await migratorDb.query<{ password: string }>({ text, values: [email] })).rows[0]?.password ?? '';
	};
	const nonce = Buffer.alloc(16, 1);
	const tag = argon2Sync('argon2id', {
		message: password,
		nonce,
		memory: 4096,
		passes: 3,
		parallelism: 1,
		tagLength: 32,
	});
	const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
	await migratorDb.query({
		text: 'update identity.credential c set password = $2 from identity.account a where a.id = c.account_id and a.email = $1',
		values: [email, `$argon2id$v=19$m=4096,t=3,p=1$${plain(nonce)}$${plain(tag)}`],
	});
	assert.equal(await tryIn(email, password), 'fine');
	assert.match(await settingsOf(), /m=19456,t=2,p=1/);
	assert.equal(await tryIn(email, password), 'fine');
});

test('sessions that ended long ago are forgotten', async (t) => {
	t.after(() => setClock());
	const { officer } = await enter(await newOperator());
	await forgetSessions();
	const count = async () =>
		(
			await migratorDb.query({
				text: 'select from identity.session where account_id = $1',
				values: [officer.accountId],
			})
		).rowCount;
	assert.equal(await count(), 1);
	later(32 * 24 * hour);
	assert.ok((await forgetSessions()) >= 1);
	assert.equal(await count(), 0);
});

test('what happened stands in the audit trail', async () => {
	const email = await newOperator();
	const { officer } = await enter(email);
	await signOut(officer);
	const { rows } = await migratorDb.query<{ act: string; actor: string }>({
		text: 'select act, actor from platform.audit where subject = $1 order by id',
		values: [`account:${officer.accountId}`],
	});
	assert.deepEqual(
		rows.map(({ act }) => act),
		['identity/create-operator', 'identity/sign-in', 'identity/sign-out'],
	);
	assert.equal(rows[2]?.actor, `account:${officer.accountId}`);
});
