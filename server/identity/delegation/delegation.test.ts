import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listPosts } from '#regions';
import { officerWith, operator, origin } from '../../../tests/support/accounts.ts';
import { deskOf } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import {
	endHolding,
	endLoan,
	findOfficer,
	getOfficer,
	type Loan,
	lendDesk,
	listColleagues,
	listLoans,
	type Officer,
	suspendOfficer,
} from '../index.ts';

const medan = '12.71';
const dayMs = 86_400_000;
const day = (offset = 0) => dayOf(new Date(Date.now() + offset * dayMs));
await testDatabase();
after(() => setClock());

type Person = { officer: Officer; token: string };
let boss: Officer;
let head: Person;
let stranger: Person;

async function at(office: string, role: string): Promise<Person> {
	const desk = await deskOf(medan, office);
	const post = (await listPosts(medan, desk.officeId)).find((one) => one.role === role);
	return officerWith(boss, medan, 'officer', { postId: post?.id ?? '', from: day(-5) });
}
before(async () => {
	boss = await operator();
	head = await at('public-works', 'office-head');
	stranger = await at('health', 'officer');
});

const again = async ({ token }: Person) => {
	const officer = await findOfficer(token, origin);
	assert.ok(officer);
	return officer;
};
const desks = async (person: Person) =>
	(await again(person)).holdings.map(
		({ postTitle, lentBy }) => `${postTitle}${lentBy ? ` of ${lentBy.accountId}` : ''}`,
	);

async function refusalOf(work: Promise<unknown>): Promise<Refusal | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
}

function loanOf(from: Officer, to: Officer, changes: Partial<Loan> = {}): Loan {
	const postId = from.holdings[0]?.postId ?? '';
	return { pemda: medan, postId, receiverId: to.accountId, from: day(), to: day(6), ...changes };
}

test('a desk is lent from day to day, and comes back by itself', async () => {
	const [one, two] = [await at('public-works', 'officer'), await at('public-works', 'officer')];
	await lendDesk(one.officer, loanOf(one.officer, two.officer, { from: day(1), to: day(3) }));
	const own = (await desks(two)).length;
	assert.equal(own, 1);
	for (const [offset, expected] of [
		[1, 2],
		[3, 2],
		[4, 1],
	] as const) {
		const ending = Date.now() + offset * dayMs;
		setClock(() => new Date(ending));
		await migratorDb.query({
			text: "update identity.session set seen_at = $1, ends_at = $1::timestamptz + interval '1 day'",
			values: [new Date(ending)],
		});
		assert.equal((await desks(two)).length, expected, `day ${offset}`);
	}
	setClock();
	await migratorDb.query({ text: 'update identity.session set seen_at = now()' });
});

test('what is wrong with a loan is said by its field', async () => {
	const [one, two] = [await at('public-works', 'officer'), await at('public-works', 'officer')];
	const table: [Partial<Loan>, string[]][] = [
		[{ from: day(-1) }, ['from']],
		[{ from: day(3), to: day(2) }, ['to']],
		[{ to: day(100) }, ['to']],
		[{ to: 'kapan' }, ['to']],
		[{ receiverId: stranger.officer.accountId }, ['receiver']],
		[{ receiverId: one.officer.accountId }, ['receiver']],
		[{ receiverId: 'x', from: '' }, ['from', 'receiver']],
	];
	for (const [changes, fields] of table) {
		const refusal = await refusalOf(lendDesk(one.officer, loanOf(one.officer, two.officer, changes)));
		assert.deepEqual(Object.keys(refusal?.fields ?? {}).sort(), fields, JSON.stringify(changes));
	}
	const notMine = loanOf(head.officer, two.officer);
	assert.equal((await refusalOf(lendDesk(one.officer, notMine)))?.code, 'identity/not-lendable');
	const stale = { ...one.officer, freshAt: new Date(0) };
	const untimely = lendDesk(stale, loanOf(one.officer, two.officer));
	assert.equal((await refusalOf(untimely))?.code, 'identity/not-fresh');
	const colleagues = await listColleagues(one.officer, one.officer.holdings[0] ?? assert.fail());
	assert.ok(colleagues.some(({ accountId }) => accountId === two.officer.accountId));
	assert.ok(!colleagues.some(({ accountId }) => accountId === stranger.officer.accountId));
});

test('lent once a day, also of ten at once; what was lent is not lent on', async () => {
	const [one, two] = [await at('public-works', 'officer'), await at('public-works', 'officer')];
	const loan = loanOf(one.officer, two.officer);
	const outcomes = await Promise.all(
		Array.from({ length: 10 }, async () => (await refusalOf(lendDesk(one.officer, loan)))?.code ?? 'fine'),
	);
	assert.equal(outcomes.filter((code) => code === 'fine').length, 1);
	const borrower = await again(two);
	const lent = borrower.holdings.find((post) => post.lentBy);
	assert.equal(lent?.lentBy?.accountId, one.officer.accountId);
	await lendDesk(head.officer, loanOf(head.officer, two.officer));
	const atHeads = await again(two);
	const onward = lendDesk(atHeads, { ...loan, postId: head.officer.holdings[0]?.postId ?? '' });
	assert.equal((await refusalOf(onward))?.code, 'identity/not-lendable');
});

test('the head of the office sees it and may end it, others neither', async () => {
	const [one, two] = [await at('public-works', 'officer'), await at('public-works', 'officer')];
	await lendDesk(one.officer, loanOf(one.officer, two.officer));
	const [line] = (await listLoans(head.officer)).filter(({ giverId }) => giverId === one.officer.accountId);
	assert.deepEqual([line?.when, line?.mayEnd, line?.receiverId], ['now', true, two.officer.accountId]);
	assert.ok(line);
	assert.deepEqual(await listLoans(stranger.officer), []);
	assert.equal((await refusalOf(endLoan(stranger.officer, line)))?.code, 'identity/not-yours');
	assert.equal((await desks(two)).length, 2);
	await endLoan(head.officer, line);
	await endLoan(head.officer, line);
	assert.equal((await desks(two)).length, 1);
});

test('it gives nothing once the lender is suspended or lost the post, or the borrower left the government', async () => {
	const [one, two] = [await at('public-works', 'officer'), await at('public-works', 'officer')];
	await lendDesk(one.officer, loanOf(one.officer, two.officer));
	const ref = { pemda: medan, accountId: one.officer.accountId };
	await suspendOfficer(boss, { ...ref, suspended: true });
	assert.equal((await desks(two)).length, 1);
	await suspendOfficer(boss, { ...ref, suspended: false });
	assert.equal((await desks(two)).length, 2);
	const end = async ({ officer }: Person) => {
		const { posts } = await getOfficer(boss, { pemda: medan, accountId: officer.accountId });
		await endHolding(boss, { pemda: medan, holdingId: posts[0]?.holdingId ?? '', to: day(-1) });
	};
	await end(two);
	assert.deepEqual(await desks(two), []);
	const [three, four] = [await at('public-works', 'officer'), await at('public-works', 'officer')];
	await lendDesk(three.officer, loanOf(three.officer, four.officer));
	await end(three);
	assert.equal((await desks(four)).length, 1);
});
