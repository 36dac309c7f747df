import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import {
	decideFramework,
	exportFramework,
	getProposal,
	getScore,
	listFrameworkYears,
	listProposals,
	openPlan,
	proposeFramework,
	retractFramework,
} from '#renaksi';
import { asahan, deskOf, officerAt, province } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { planOf } from '../../../tests/support/renaksi.ts';

/** A framework from a spreadsheet: checked, published by a second person, taken back while nobody uses it. */
await testDatabase();
const desk = await deskOf(asahan, 'public-works');
const inspectorate = await deskOf(province, 'inspectorate');
const [first, second] = [officerAt(inspectorate, 'administrator'), officerAt(inspectorate, 'administrator')];
const secretary = officerAt(desk, 'secretary');
const reason = 'Salah tahun, akan diimpor lagi.';
const refused = (code: string) => (error: unknown) =>
	error instanceof Refusal && error.code === `renaksi/${code}`;
const table = await exportFramework('mcsp-2025', 'csv');
const next = table
	.replaceAll('mcsp-2025', 'mcsp-2027')
	.replace('years,,,,,,,,,,,2025', 'years,,,,,,,,,,,2027')
	.replace('2025-01-01T', '2027-01-01T')
	.replace('2025-11-30T', '2027-11-30T')
	.replace(',Basis data BMD,', ',Basis data aset,');

async function propose(text = next): Promise<string> {
	const answer = await proposeFramework(first, text);
	return 'proposalId' in answer ? answer.proposalId : assert.fail(JSON.stringify(answer.faults));
}

test('weights that do not sum are answered with where, and nothing is kept', async () => {
	const wrong = next.replace(
		/^((?:document),bmd\.database-bmd\.pemenuhan\.tangkapan-12,[^,]*,[^,]*,)50/m,
		'$140',
	);
	assert.notEqual(wrong, next);
	const answer = await proposeFramework(first, wrong);
	assert.deepEqual(answer, {
		faults: [{ at: 'bmd.database-bmd.pemenuhan', what: 'the weights do not sum to 100' }],
	});
	assert.ok('faults' in (await proposeFramework(first, 'apa saja')));
	assert.deepEqual(await listProposals(first), []);
	await assert.rejects(proposeFramework(secretary, next), refused('not-yours'));
	await assert.rejects(proposeFramework(first, table), refused('nothing-new'));
});

test('a second person publishes it, once, and last year’s plan and score stay', async () => {
	await planOf(desk);
	const before = await getScore({ pemda: asahan, year: 2025 });
	const proposalId = await propose();
	const seen = await getProposal(second, proposalId);
	assert.equal(seen.before?.id, 'mcsp-2025');
	assert.ok(seen.before?.changes.some(({ at }) => at === 'areas/bmd/indicators/database-bmd/name/id'));
	assert.ok(seen.unsourced.part > 0 && seen.unsourced.part < seen.unsourced.whole);
	await assert.rejects(decideFramework(first, { proposalId, kind: 'published' }), refused('own-framework'));
	await assert.rejects(
		decideFramework(second, { proposalId, kind: 'withdrawn' }),
		refused('not-own-framework'),
	);
	const tries = await Promise.allSettled(
		Array.from({ length: 10 }, () => decideFramework(second, { proposalId, kind: 'published' })),
	);
	assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
	assert.ok((await listFrameworkYears()).includes(2027));
	assert.deepEqual(await getScore({ pemda: asahan, year: 2025, at: before.at }), before);
	await assert.rejects(proposeFramework(first, next), refused('nothing-new'));
});

test('taken back while no plan has it, and brought in again; not once one is opened', async () => {
	const [published] = await listProposals(second);
	assert.ok(published);
	await retractFramework(second, { proposalId: published.id, reason });
	assert.ok(!(await listFrameworkYears()).includes(2027));
	await assert.rejects(openPlan(secretary, { pemda: asahan, year: 2027 }), refused('no-framework'));
	await assert.rejects(
		retractFramework(second, { proposalId: published.id, reason }),
		refused('not-published'),
	);
	const proposalId = await propose();
	await decideFramework(second, { proposalId, kind: 'published' });
	const [opened, taken] = await Promise.allSettled([
		openPlan(secretary, { pemda: asahan, year: 2027 }),
		retractFramework(second, { proposalId, reason }),
	]);
	assert.equal([opened, taken].filter(({ status }) => status === 'fulfilled').length, 1, 'one of the two');
	if (taken.status === 'fulfilled') return;
	await assert.rejects(retractFramework(first, { proposalId, reason }), refused('opened-already'));
});

test('refused with a reason, withdrawn by whoever brought it, and nothing is changed afterwards', async () => {
	const other = next.replaceAll('mcsp-2027', 'mcsp-2028').replace('2027', '2028');
	const refusedOne = await propose(other);
	await assert.rejects(
		decideFramework(second, { proposalId: refusedOne, kind: 'refused', reason: 'tidak' }),
		refused('note-needed'),
	);
	await decideFramework(second, { proposalId: refusedOne, kind: 'refused', reason });
	const withdrawn = await propose(other);
	await decideFramework(first, { proposalId: withdrawn, kind: 'withdrawn' });
	await assert.rejects(
		decideFramework(second, { proposalId: withdrawn, kind: 'published' }),
		refused('decided-already'),
	);
	for (const one of ['framework_proposal', 'framework_decision', 'retraction']) {
		await assert.rejects(migratorDb.query({ text: `delete from renaksi.${one}` }), one);
	}
});
