import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { enter, newEmail, officerWith, operator, origin, postOf } from '../../tests/support/accounts.ts';
import { testDatabase } from '../../tests/support/database.ts';
import {
	correctName,
	createOfficer,
	endHolding,
	findOfficer,
	getOfficer,
	givePost,
	listHolders,
	listOfficers,
	type NewOfficer,
	type Officer,
	resetPassword,
	signIn,
	suspendOfficer,
} from './index.ts';

const medan = '12.71';
const asahan = '12.09';
const dayMs = 86_400_000;
const day = (offset = 0) => dayOf(new Date(Date.now() + offset * dayMs));

let boss: Officer;
let administrator: Officer;
let neighbour: Officer;

await testDatabase();
const overseers = await migratorDb.query<{ pemda: string; id: string }>({
	text: "select pemda, id from regions.post where role = 'overseer' and pemda = any($1)",
	values: [['12', medan]],
});
before(async () => {
	boss = await operator();
	administrator = (await officerWith(boss, medan, 'administrator')).officer;
	neighbour = (await officerWith(boss, asahan, 'administrator')).officer;
});
after(() => setClock());

async function refusalOf(work: Promise<unknown>): Promise<Refusal | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
}
const codeOf = async (work: Promise<unknown>) => (await refusalOf(work))?.code ?? 'fine';

async function newOfficer(changes: Partial<NewOfficer> = {}): Promise<NewOfficer> {
	const postId = await postOf(medan, 'triage');
	return {
		email: newEmail(),
		name: 'Sri Rejeki',
		pemda: medan,
		postId,
		acting: null,
		from: day(),
		to: null,
		...changes,
	};
}

test('an account with a first password gives nothing until it is changed', async () => {
	const input = await newOfficer();
	const { password } = await createOfficer(administrator, input);
	assert.ok(password);
	const { officer } = await enter(input.email, password);
	assert.equal(officer.mustChangePassword, true);
	assert.deepEqual(officer.holdings, []);
	const { officer: ready } = await officerWith(administrator, medan, 'triage');
	assert.equal(ready.mustChangePassword, false);
	assert.deepEqual(
		ready.holdings.map(({ pemda, role, acting }) => ({ pemda, role, acting })),
		[{ pemda: medan, role: 'triage', acting: null }],
	);
	assert.match(ready.holdings[0]?.officeName ?? '', /Medan/);
});

test('a first password that waited more than a week no longer opens', async (t) => {
	t.after(() => setClock());
	const input = await newOfficer();
	const { password } = await createOfficer(administrator, input);
	setClock(() => new Date(Date.now() + 8 * dayMs));
	const entry = { email: input.email, password: password ?? '', origin, device: '' };
	assert.equal(await codeOf(signIn(entry)), 'identity/wrong-sign-in');
	setClock();
	assert.equal(await codeOf(signIn(entry)), 'fine');
});

test('every wrong field is named at once', async () => {
	const wrong = await newOfficer({
		email: 'bukan',
		name: 'x',
		postId: 'tidak ada',
		from: '2026-02-30',
		to: 'kapan',
	});
	const refusal = await refusalOf(createOfficer(administrator, wrong));
	assert.equal(refusal?.status, 400);
	assert.deepEqual(Object.keys(refusal?.fields ?? {}).sort(), ['email', 'from', 'name', 'post', 'to']);
	const cases: [Partial<NewOfficer>, string[]][] = [
		[{ acting: 'plt' }, ['to']],
		[{ acting: 'plh', to: day(5) }, []],
		[{ from: day(10), to: day(9) }, ['to']],
		[{ from: '2026-01-05', to: day(-1) }, ['to']],
		[{ from: '1926-01-05' }, ['from']],
		[{ from: '' }, ['from']],
		[{ name: 'Sri \u0000 Rejeki' }, ['name']],
		[{ name: 'Sri \ud800' }, ['name']],
		[{ name: 'x'.repeat(121) }, ['name']],
		[{ email: 'a@b' }, ['email']],
		[{ email: 'sri\u0000@contoh.example' }, ['email']],
		[{ postId: '__proto__' }, ['post']],
		[{ postId: await postOf(asahan, 'triage') }, ['post']],
	];
	for (const [changes, fields] of cases) {
		const got = await refusalOf(createOfficer(administrator, await newOfficer(changes)));
		assert.deepEqual(Object.keys(got?.fields ?? {}), fields, JSON.stringify(changes));
	}
});

test('somebody known gets another post, keeps name and password', async () => {
	const input = await newOfficer();
	const first = await createOfficer(administrator, input);
	const post = await postOf(asahan, 'office-head');
	const second = await createOfficer(neighbour, {
		...input,
		email: input.email.toUpperCase(),
		name: 'Nama Lain',
		pemda: asahan,
		postId: post,
		acting: 'plt',
		to: day(30),
	});
	assert.equal(second.accountId, first.accountId);
	assert.equal(second.password, null);
	const file = await getOfficer(neighbour, { pemda: asahan, accountId: first.accountId });
	assert.equal(file.name, 'Sri Rejeki');
	assert.equal(file.posts.length, 1, 'posts elsewhere are not told');
	assert.deepEqual([file.posts[0]?.acting, file.posts[0]?.when, file.posts[0]?.to], ['plt', 'now', day(30)]);
});

test('a post given to an account elsewhere is no way into it', async () => {
	const { officer: mayor, email } = await officerWith(boss, asahan, 'regional-head');
	await createOfficer(administrator, await newOfficer({ email }));
	const ref = { pemda: medan, accountId: mayor.accountId };
	assert.equal(await codeOf(resetPassword(administrator, ref)), 'identity/shared-account');
	assert.equal(
		await codeOf(suspendOfficer(administrator, { ...ref, suspended: true })),
		'identity/shared-account',
	);
	assert.equal(
		await codeOf(correctName(administrator, { ...ref, name: 'Orang Lain' })),
		'identity/shared-account',
	);
	assert.equal((await getOfficer(administrator, ref)).mayManageAccount, false);
	assert.equal(await codeOf(resetPassword(neighbour, { ...ref, pemda: asahan })), 'identity/shared-account');
	const [post] = (await getOfficer(administrator, ref)).posts;
	await endHolding(administrator, { pemda: medan, holdingId: post?.holdingId ?? '', to: day(-1) });
	assert.equal(await codeOf(resetPassword(neighbour, { ...ref, pemda: asahan })), 'fine');
	assert.equal(await codeOf(resetPassword(boss, { ...ref, pemda: asahan })), 'fine');
});

test("an operator's account is an operator's business", async () => {
	const provincial = (await officerWith(boss, '12', 'administrator')).officer;
	const ref = { pemda: '12', accountId: boss.accountId };
	assert.equal(await codeOf(resetPassword(provincial, ref)), 'identity/shared-account');
	assert.equal(
		await codeOf(suspendOfficer(provincial, { ...ref, suspended: true })),
		'identity/shared-account',
	);
});

test('nothing reaches into another government', async () => {
	const { officer } = await officerWith(administrator, medan, 'officer');
	const [post] = (await getOfficer(administrator, { pemda: medan, accountId: officer.accountId })).posts;
	const holdingId = post?.holdingId ?? '';
	const own = { pemda: asahan, accountId: officer.accountId };
	const theirs = { pemda: medan, accountId: officer.accountId };
	const table: [string, () => Promise<unknown>][] = [
		['identity/not-yours', () => listOfficers(neighbour, medan, {})],
		['identity/not-yours', () => getOfficer(neighbour, theirs)],
		['identity/no-such-account', () => getOfficer(neighbour, own)],
		['identity/not-yours', async () => createOfficer(neighbour, await newOfficer())],
		['identity/not-yours', () => resetPassword(neighbour, theirs)],
		['identity/no-such-account', () => resetPassword(neighbour, own)],
		['identity/no-such-account', () => suspendOfficer(neighbour, { ...own, suspended: true })],
		['identity/no-such-account', () => correctName(neighbour, { ...own, name: 'Orang Lain' })],
		['identity/not-yours', () => endHolding(neighbour, { pemda: medan, holdingId, to: day() })],
		['identity/already-ended', () => endHolding(neighbour, { pemda: asahan, holdingId, to: day() })],
		['identity/not-yours', async () => givePost(neighbour, { ...(await newOfficer()), ...theirs })],
	];
	for (const [code, work] of table) assert.equal(await codeOf(work()), code);
	const post2 = {
		pemda: asahan,
		postId: await postOf(asahan, 'officer'),
		acting: null,
		from: day(),
		to: null,
	};
	const stranger = givePost(neighbour, { ...post2, accountId: officer.accountId });
	assert.equal(
		await codeOf(stranger),
		'identity/no-such-account',
		'an id alone gives no way to somebody unknown',
	);
	assert.equal(
		(await listOfficers(neighbour, asahan, { q: officer.name })).rows.some(
			(row) => row.accountId === officer.accountId,
		),
		false,
	);
});

test('officers without the post of an administrator manage nobody', async () => {
	const { officer } = await officerWith(administrator, medan, 'office-head');
	assert.equal(await codeOf(listOfficers(officer, medan, {})), 'identity/not-yours');
	assert.equal(await codeOf(createOfficer(officer, await newOfficer())), 'identity/not-yours');
});

test('a post counts from its first day to its last, in Jakarta', async (t) => {
	t.after(() => setClock());
	const { officer, token } = await officerWith(administrator, medan, 'officer', {
		from: '2027-03-10',
		to: '2027-03-12',
	});
	assert.deepEqual(officer.holdings, []);
	// findOfficer would end the session long before: holders are asked instead.
	const holdsAt = async (moment: string) => {
		setClock(() => new Date(moment));
		return (await listHolders(medan)).some(({ accountId }) => accountId === officer.accountId);
	};
	assert.equal(await holdsAt('2027-03-09T23:59:59+07:00'), false);
	assert.equal(await holdsAt('2027-03-10T00:00:00+07:00'), true);
	assert.equal(await holdsAt('2027-03-12T23:59:59+07:00'), true);
	assert.equal(await holdsAt('2027-03-13T00:00:00+07:00'), false);
	setClock();
	const { postId } =
		(await getOfficer(administrator, { pemda: medan, accountId: officer.accountId })).posts[0] ?? {};
	await givePost(administrator, {
		pemda: medan,
		accountId: officer.accountId,
		postId: postId ?? '',
		acting: 'plh',
		from: day(),
		to: day(),
	});
	assert.deepEqual(
		(await findOfficer(token, origin))?.holdings.map(({ acting }) => acting),
		['plh'],
		'at the next request',
	);
});

test('the same post on the same days is given once, also by two taps', async () => {
	const input = await newOfficer();
	const both = await Promise.all([
		codeOf(createOfficer(administrator, input)),
		codeOf(createOfficer(administrator, input)),
	]);
	assert.deepEqual(both.sort(), ['fine', 'identity/already-holds']);
	const { accountId } = await createOfficer(administrator, await newOfficer({ from: day(), to: day(10) }));
	const post = { pemda: medan, accountId, postId: input.postId, acting: null };
	assert.equal(
		await codeOf(givePost(administrator, { ...post, from: day(10), to: null })),
		'identity/already-holds',
	);
	assert.equal(await codeOf(givePost(administrator, { ...post, from: day(11), to: null })), 'fine');
});

test('ending a post', async () => {
	const { officer, token } = await officerWith(administrator, medan, 'officer', { from: day() });
	const ref = { pemda: medan, accountId: officer.accountId };
	const [post] = (await getOfficer(administrator, ref)).posts;
	const end = (to: string, holdingId = post?.holdingId ?? '') =>
		codeOf(endHolding(administrator, { pemda: medan, holdingId, to }));
	assert.equal(await end(day(20)), 'fine');
	assert.equal(await end(day(21)), 'identity/already-ended', 'never longer');
	assert.equal(await end('2026-02-30'), 'identity/day-wrong');
	assert.equal(await end(day(-2)), 'identity/ends-in-past');
	assert.equal(await end(day(5), 'not an id'), 'identity/already-ended');
	assert.equal((await findOfficer(token, origin))?.holdings.length, 1);
	assert.equal(await end(day(-1)), 'fine');
	assert.deepEqual((await findOfficer(token, origin))?.holdings, [], 'taken back at once');
	assert.deepEqual((await getOfficer(administrator, ref)).posts, [], 'as if it had not been');
	assert.equal(await end(day(-1)), 'identity/already-ended');
	const again = { ...ref, postId: post?.postId ?? '', acting: null, from: day(), to: null };
	assert.equal(await codeOf(givePost(administrator, again)), 'fine', 'and can be given again');
});

test('suspending, a new first password, another spelling', async () => {
	const { officer, token, email } = await officerWith(administrator, medan, 'officer');
	const ref = { pemda: medan, accountId: officer.accountId };
	await correctName(administrator, { ...ref, name: ' Sri Rezeki ' });
	assert.equal((await findOfficer(token, origin))?.name, 'Sri Rezeki');
	assert.equal(await codeOf(correctName(administrator, { ...ref, name: '' })), 'identity/name-wrong');
	const password = await resetPassword(administrator, ref);
	assert.equal(await findOfficer(token, origin), undefined);
	assert.equal((await enter(email, password)).officer.mustChangePassword, true);
	await suspendOfficer(administrator, { ...ref, suspended: true });
	assert.ok((await getOfficer(administrator, ref)).suspendedAt);
	assert.ok(!(await listHolders(medan)).some(({ accountId }) => accountId === officer.accountId));
	const self = { pemda: medan, accountId: administrator.accountId, suspended: true };
	assert.equal(await codeOf(suspendOfficer(administrator, self)), 'identity/not-yourself');
});

test('overseers are made by the province only', async () => {
	const postOfPemda = (pemda: string) => overseers.rows.find((row) => row.pemda === pemda)?.id ?? '';
	const mine = createOfficer(administrator, await newOfficer({ postId: postOfPemda(medan) }));
	assert.equal(await codeOf(mine), 'identity/not-yours');
	const provincial = (await officerWith(boss, '12', 'administrator')).officer;
	const given = createOfficer(provincial, await newOfficer({ pemda: '12', postId: postOfPemda('12') }));
	assert.equal(await codeOf(given), 'fine');
});

test('officers are listed by name, searched and paged', async () => {
	const pemda = '12.78';
	const head = (await officerWith(boss, pemda, 'administrator')).officer;
	const postId = await postOf(pemda, 'officer');
	const names = Array.from({ length: 55 }, (_, n) => `Petugas ${String(n).padStart(2, '0')}`);
	const hash = '$argon2id$v=19$m=1,t=1,p=1$a$b';
	await migratorDb.query({
		text: `with people as (insert into identity.account (id, email, name, created_by)
				select gen_random_uuid(), replace(lower(n), ' ', '.') || '@gunungsitoli.example', n, 'test' from unnest($1::text[]) n returning id),
			words as (insert into identity.credential (account_id, password, changed_at) select id, $4, now() from people)
			insert into identity.holding (pemda, id, post_id, account_id, held_from, given_by)
			select $2, gen_random_uuid(), $3, id, current_date - 9, 'test' from people`,
		values: [names, pemda, postId, hash],
	});
	const first = await listOfficers(head, pemda, {});
	assert.equal(first.rows.length, 50);
	const second = await listOfficers(head, pemda, { after: first.next ?? '' });
	assert.equal(second.next, undefined);
	const all = [...first.rows, ...second.rows].map(({ name }) => name);
	assert.deepEqual(all, [...names, 'Sri Rejeki']);
	const find = async (q: string) => (await listOfficers(head, pemda, { q })).rows.map(({ name }) => name);
	assert.deepEqual(await find('PETUGAS 07'), ['Petugas 07']);
	assert.deepEqual(await find('petugas.07@'), ['Petugas 07']);
	assert.deepEqual(await find('tidak ada'), []);
	assert.equal((await find('%')).length, 50, 'signs of LIKE are no signs');
	assert.equal((await find("'; drop table identity.account --\u0000\ud800")).length, 0);
	for (const after of ['x', '~', '\u0000', "1' or '1", `${boss.accountId}~\u0000`])
		assert.equal((await listOfficers(head, pemda, { after })).rows.length, 50);
});

test('each act is one line of the trail of its government', async () => {
	const { officer } = await officerWith(administrator, medan, 'officer');
	const ref = { pemda: medan, accountId: officer.accountId };
	const [post] = (await getOfficer(administrator, ref)).posts;
	await resetPassword(administrator, ref);
	await suspendOfficer(administrator, { ...ref, suspended: true });
	await suspendOfficer(administrator, { ...ref, suspended: false });
	await endHolding(administrator, { pemda: medan, holdingId: post?.holdingId ?? '', to: day() });
	const { rows } = await migratorDb.query<{ act: string }>({
		text: 'select act from platform.audit where pemda = $1 and subject = $2 and actor = $3 and origin = $4 order by id',
		values: [medan, `account:${officer.accountId}`, `account:${administrator.accountId}`, origin],
	});
	assert.deepEqual(
		rows.map(({ act }) => act.replace('identity/', '')),
		['give-post', 'reset-password', 'suspend', 'restore', 'end-holding'],
	);
});
