import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fireClocks, getOverview, listLedCases } from '#casework';
import { migratorDb } from '#platform/db';
import { asahan, deskOf, medan, officerAt, openReport, province } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();
const works = await deskOf(asahan, 'public-works');
const health = await deskOf(asahan, 'health');
const elsewhere = await deskOf(medan, 'public-works');
const head = officerAt(works, 'office-head');
const regent = officerAt(await deskOf(asahan, 'leader'), 'regional-head');
const governor = officerAt(await deskOf(province, 'leader'), 'regional-head');

const climbed = await openReport({ holder: works });
await migratorDb.query({
	text: `update casework.deadline set due_at = now() - interval '1 hour' where case_id = $1 and code = 'verify'`,
	values: [climbed.caseId],
});
await migratorDb.query({
	text: `update casework.custody set due_at = now() - interval '1 hour' where case_id = $1`,
	values: [climbed.caseId],
});
await fireClocks();
await openReport({ holder: works });
await openReport({ holder: health });
await openReport({ holder: elsewhere, pemda: medan, region: '12.71.01' });

test('each leader sees their own: an office, a government, all', async () => {
	const [ofHead, ofRegent, ofGovernor] = await Promise.all([head, regent, governor].map(getOverview));
	assert.deepEqual(ofHead?.counts, { open: 2, late: 1, disputed: 0, mine: 1 });
	assert.deepEqual(ofRegent?.counts, { open: 3, late: 1, disputed: 0, mine: 0 });
	assert.deepEqual(ofGovernor?.counts, { open: 4, late: 1, disputed: 0, mine: 0 });
	assert.deepEqual(ofHead?.office, { pemda: asahan, officeId: works.officeId });
	assert.equal(ofGovernor?.pemda, undefined);
});

test('late by office within a government, by government over all, each with how many are open', async () => {
	const [within, over] = await Promise.all([getOverview(regent), getOverview(governor)]);
	assert.deepEqual(within.lateWhere, [{ pemda: asahan, officeId: works.officeId, count: 1, open: 2 }]);
	assert.deepEqual(over.lateWhere, [{ pemda: asahan, officeId: null, count: 1, open: 3 }]);
});

test('a number opens to exactly its records, page by page, and to nobody else’s', async () => {
	const late = await listLedCases(regent, { view: 'late' });
	assert.deepEqual(
		late.rows.map((row) => row.number),
		[climbed.number],
	);
	const first = await listLedCases(governor, { view: 'open' }, { limit: 3 });
	assert.equal(first.rows.length, 3);
	const second = await listLedCases(
		governor,
		{ view: 'open' },
		{ limit: 3, ...(first.next ? { after: first.next } : {}) },
	);
	assert.equal(second.rows.length, 1);
	assert.equal(second.next, undefined);
	const foreign = await listLedCases(head, { view: 'open', pemda: medan });
	assert.deepEqual(foreign.rows, []);
	const there = await listLedCases(governor, { view: 'open', pemda: medan });
	assert.equal(there.rows.length, 1);
});

test('what went up is its leader’s until it is answered or waits for its person', async () => {
	assert.equal((await listLedCases(head, { view: 'mine' })).rows.length, 1);
	assert.equal((await listLedCases(officerAt(health, 'office-head'), { view: 'mine' })).rows.length, 0);
	await migratorDb.query({
		text: "update casework.case set status = 'waiting' where id = $1",
		values: [climbed.caseId],
	});
	assert.equal((await getOverview(head)).counts.mine, 0);
});
