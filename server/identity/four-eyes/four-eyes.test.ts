import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { enter, newEmail, officerWith, operator, origin, postOf } from '../../../tests/support/accounts.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import {
	countProposals,
	createOfficer,
	decideByCommand,
	decideProposal,
	findOfficer,
	givePost,
	listProposals,
	type Officer,
	type ProposalLine,
	proposeFactorReset,
	proposeOperator,
	suspendOfficer,
	withdrawProposal,
} from '../index.ts';

const medan = '12.71';
const asahan = '12.09';
const dayMs = 86_400_000;

await testDatabase();
let boss: Officer;
let first: Officer;
let second: Officer;
let neighbour: Officer;

before(async () => {
	boss = await operator();
	first = (await officerWith(boss, medan, 'administrator')).officer;
	second = (await officerWith(boss, medan, 'administrator')).officer;
	neighbour = (await officerWith(boss, asahan, 'administrator')).officer;
});
beforeEach(() =>
	migratorDb.query({
		text: "update identity.proposal set decision = 'withdrawn', decided_at = now() where decision is null",
	}),
);
after(() => setClock());

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}

async function proposed(
	by: Officer,
	pemda = medan,
): Promise<{ line: ProposalLine; email: string; password: string }> {
	const email = newEmail();
	const holding = {
		pemda,
		postId: await postOf(pemda, 'administrator'),
		acting: null,
		from: '2026-01-05',
		to: null,
	};
	const made = await createOfficer(by, { email, name: 'Togar', ...holding });
	assert.equal(made.awaits, 'second-person');
	const line = (await listProposals(by, pemda)).waiting.find((one) => one.accountId === made.accountId);
	assert.ok(line);
	return { line, email, password: made.password ?? '' };
}

async function holds(email: string, password: string): Promise<string[]> {
	await migratorDb.query({
		text: 'update identity.credential set must_change = false where account_id = (select id from identity.account where email = $1)',
		values: [email],
	});
	const { token } = await enter(email, password);
	return ((await findOfficer(token, origin))?.holdings ?? []).map(({ pemda, role }) => `${pemda} ${role}`);
}

test('an administrator is made by two', async () => {
	const { line, email, password } = await proposed(first);
	assert.deepEqual(await holds(email, password), [], 'nothing before the second person');
	assert.equal(await codeOf(decideProposal(first, line, 'approved')), 'identity/own-proposal');
	assert.equal(await codeOf(decideProposal(neighbour, line, 'approved')), 'identity/no-such-proposal');
	const { officer: triage } = await officerWith(first, medan, 'triage');
	assert.equal(await codeOf(decideProposal(triage, line, 'approved')), 'identity/no-such-proposal');
	assert.deepEqual([await countProposals(first), await countProposals(second)], [0, 1]);
	const stale = { ...second, freshAt: new Date(0) };
	assert.equal(await codeOf(decideProposal(stale, line, 'approved')), 'identity/not-fresh');
	await decideProposal(second, line, 'approved');
	assert.deepEqual(await holds(email, password), ['12.71 administrator']);
	assert.equal(await codeOf(decideProposal(boss, line, 'refused')), 'identity/decided-already');
	const { rows } = await migratorDb.query<{ act: string; actor: string }>({
		text: "select act, actor from platform.audit where subject = $1 and act like 'identity/%' order by at, id",
		values: [`account:${line.accountId}`],
	});
	const by = (officer: Officer) => `account:${officer.accountId}`;
	const wanted = ['identity/propose-give-post', 'identity/approved-proposal', 'identity/give-post'];
	assert.deepEqual(
		rows.filter(({ act }) => wanted.includes(act)),
		[
			{ act: 'identity/propose-give-post', actor: by(first) },
			{ act: 'identity/approved-proposal', actor: by(second) },
			{ act: 'identity/give-post', actor: by(second) },
		],
	);
});

test('nobody says yes to their own rise', async () => {
	const { officer: triage } = await officerWith(first, medan, 'triage');
	const holding = {
		pemda: medan,
		postId: await postOf(medan, 'administrator'),
		acting: null,
		from: '2026-01-05',
		to: null,
	};
	assert.equal(await givePost(first, { ...holding, accountId: triage.accountId }), 'second-person');
	const [line] = (await listProposals(first, medan)).waiting;
	assert.ok(line);
	const risen = { ...triage, holdings: first.holdings };
	assert.equal(await codeOf(decideProposal(risen, line, 'approved')), 'identity/own-proposal');
	await assert.rejects(
		migratorDb.query({
			text: "update identity.proposal set decision = 'approved', decided_at = now(), decided_by = proposed_by where id = $1",
			values: [line.id],
		}),
		/check/,
		'nor past the code',
	);
	assert.equal(
		await codeOf(givePost(second, { ...holding, accountId: triage.accountId })),
		'identity/proposed-already',
	);
});

test('where there is one administrator the operator is the second, or whoever owns the machine', async () => {
	const { line, email, password } = await proposed(neighbour, asahan);
	await decideProposal(boss, line, 'approved');
	assert.deepEqual(await holds(email, password), ['12.09 administrator']);
	const other = await proposed(boss, '12.10');
	assert.equal(await codeOf(decideProposal(boss, other.line, 'approved')), 'identity/own-proposal');
	await decideByCommand(other.line, 'approved');
	assert.deepEqual(await holds(other.email, other.password), ['12.10 administrator']);
});

test('refused, taken back, too late, or of somebody suspended since: nothing is given', async (t) => {
	t.after(() => setClock());
	const refused = await proposed(first);
	await decideProposal(second, refused.line, 'refused');
	const back = await proposed(first);
	assert.equal(await codeOf(withdrawProposal(second, back.line)), 'identity/not-yours');
	await withdrawProposal(first, back.line);
	assert.equal(await codeOf(decideProposal(second, back.line, 'approved')), 'identity/decided-already');
	const late = await proposed(first);
	setClock(() => new Date(Date.now() + 3 * dayMs + 1000));
	const then = { ...second, freshAt: new Date(Date.now() + 3 * dayMs) };
	assert.equal(await codeOf(decideProposal(then, late.line, 'approved')), 'identity/decided-already');
	setClock();
	const gone = (await officerWith(boss, medan, 'administrator')).officer;
	const theirs = await proposed(gone);
	await suspendOfficer(boss, { pemda: medan, accountId: gone.accountId, suspended: true });
	assert.equal(await codeOf(decideProposal(second, theirs.line, 'approved')), 'identity/proposer-suspended');
	for (const { email, password } of [refused, back, late, theirs]) {
		assert.deepEqual(await holds(email, password), []);
	}
});

test('of ten who decide at once one does', async () => {
	const { line, email, password } = await proposed(first);
	const outcomes = await Promise.all(
		Array.from({ length: 10 }, (_, n) => codeOf(decideProposal(n % 2 ? second : boss, line, 'approved'))),
	);
	assert.equal(outcomes.filter((one) => one === 'fine').length, 1);
	assert.deepEqual(await holds(email, password), ['12.71 administrator']);
});

test('a lost second factor is taken off by two', async () => {
	const { officer, token } = await officerWith(first, medan, 'triage');
	await migratorDb.query({
		text: `insert into identity.totp (id, account_id, secret, begun_at, confirmed_at) values (gen_random_uuid(), $1, 'x', now(), now())`,
		values: [officer.accountId],
	});
	const ref = { pemda: medan, accountId: officer.accountId };
	assert.equal(
		await codeOf(proposeFactorReset(first, { ...ref, reason: 'hilang' })),
		'identity/reason-short',
	);
	assert.equal(
		await codeOf(proposeFactorReset(neighbour, { ...ref, reason: 'ponselnya hilang' })),
		'identity/not-yours',
	);
	await proposeFactorReset(first, { ...ref, reason: 'Ponselnya hilang di pasar.' });
	const [line] = (await listProposals(second, medan)).waiting;
	assert.ok(line);
	assert.equal(await codeOf(decideProposal(first, line, 'approved')), 'identity/own-proposal');
	assert.ok(await findOfficer(token, origin));
	await decideProposal(second, line, 'approved');
	assert.equal(await findOfficer(token, origin), undefined, 'its sessions end');
	const { rows } = await migratorDb.query<{ left: number }>({
		text: 'select count(*)::int as left from identity.totp where account_id = $1 and removed_at is null',
		values: [officer.accountId],
	});
	assert.equal(rows[0]?.left, 0);
});

test('an operator is made by two operators, and by no statement of the application alone', async () => {
	const provincial = (await officerWith(boss, '12', 'triage')).officer;
	const input = { accountId: provincial.accountId, reason: 'Menggantikan yang pindah.' };
	assert.equal(await codeOf(proposeOperator(first, input)), 'identity/not-operator');
	await proposeOperator(boss, input);
	const [line] = (await listProposals(boss, '12')).waiting;
	assert.ok(line);
	const { officer: administrator } = await officerWith(boss, '12', 'administrator');
	assert.equal(await codeOf(decideProposal(administrator, line, 'approved')), 'identity/not-yours');
	await decideProposal(await operator(), line, 'approved');
	const { rows } = await migratorDb.query<{ is: boolean }>({
		text: 'select is_operator as is from identity.account where id = $1',
		values: [provincial.accountId],
	});
	assert.equal(rows[0]?.is, true);
});
