import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setClock } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import {
	closePeriod,
	correctScore,
	getScore,
	listQueue,
	listWorkload,
	penalise,
	previewMend,
	submitEvidence,
	verifyEvidence,
} from '#renaksi';
import { asahan, deskOf, medan, officerAt, province } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import {
	evidenceFor,
	evidenceOf,
	openYear,
	planOf,
	reports,
	scanned,
	screenshots,
} from '../../tests/support/renaksi.ts';

/** What verifiers work from: the queue with its reasons, their workload, and what an act would change. */
await testDatabase();
let clock = Date.parse('2025-03-03T02:00:00Z');
setClock(() => new Date(clock));
after(() => setClock());
const hour = 3_600_000;
const pass = (hours = 1) => {
	clock += hours * hour;
	return new Date(clock);
};
const desk = await deskOf(asahan, 'public-works');
const officer = officerAt(desk);
const inspectorate = await deskOf(province, 'inspectorate');
const known = officerAt(inspectorate, 'overseer', 'Verifikator Satu');
/** With a factor shown just now. */
const verifier = () => ({ ...known, freshAt: new Date(clock) });
const year = openYear;
const ref = { pemda: asahan, year };
const reason = 'Baru sebelas dari dua belas menu yang terlihat.';
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const light = 'apip.apip-budget.pemenuhan.dpa-apip';

test('the queue is in order of risk, and says why', async () => {
	await planOf(desk);
	const first = await submitEvidence(officer, evidenceFor(asahan));
	pass();
	await verifyEvidence(known, { ...ref, ...first, verdict: { kind: 'rejected', reason } });
	const same = [scanned()];
	await submitEvidence(officer, { ...evidenceFor(asahan, light), files: same });
	pass();
	await submitEvidence(officer, evidenceFor(asahan));
	pass();
	await submitEvidence(officer, { ...evidenceFor(asahan, reports), files: same });
	const { lines, count } = await listQueue(known);
	assert.equal(count, 3);
	assert.deepEqual(
		lines.map(({ requirement, risk, reasons }) => [requirement, risk, reasons]),
		[
			[reports, 5, ['same-file', 'worth']],
			[screenshots, 4, ['again', 'worth']],
			[light, 2, ['worth']],
		],
	);
});

test('the queue by age, filtered, and page by page without a gap', async () => {
	const byAge = await listQueue(known, { order: 'age' });
	assert.deepEqual(
		byAge.lines.map(({ requirement }) => requirement),
		[light, screenshots, reports],
	);
	const again = await listQueue(known, { reason: 'again' });
	assert.deepEqual([again.count, again.lines[0]?.requirement], [1, screenshots]);
	assert.equal((await listQueue(known, { pemda: medan })).count, 0);
	assert.equal((await listQueue(known, { year: 2024 })).count, 0);
	assert.equal((await listQueue(known, { area: 'bmd' })).count, 2);
	for (const order of ['risk', 'age'] as const) {
		const paged: string[] = [];
		let after: string | null = null;
		do {
			const page = await listQueue(known, { order, pageSize: 1, after });
			paged.push(...page.lines.map(({ id }) => id));
			after = page.next;
		} while (after);
		const whole = await listQueue(known, { order });
		assert.deepEqual(
			paged,
			whole.lines.map(({ id }) => id),
			order,
		);
	}
	assert.equal((await listQueue(known, { after: 'apa saja' })).count, 3);
});

test('near the closing everything is nearer; a verifier of one government sees that one', async () => {
	const at = clock;
	clock = Date.parse('2025-11-20T02:00:00Z');
	assert.ok((await listQueue(known)).lines.every(({ reasons }) => reasons.includes('deadline')));
	clock = at;
	const own = officerAt(desk, 'overseer', 'Sri', medan);
	await evidenceOf(await deskOf(medan, 'public-works'));
	assert.deepEqual(
		(await listQueue(own)).lines.map(({ pemda }) => pemda),
		[medan],
	);
	assert.equal((await listQueue(own, { pemda: asahan })).count, 0);
	assert.deepEqual(await listQueue(officer), { lines: [], count: 0, next: null });
});

test('the workload says who judged how much, and how old what waits is', async () => {
	pass(10);
	const [line] = await listWorkload(known);
	assert.equal(line?.name, 'Verifikator Satu');
	assert.deepEqual([line?.judged, line?.judgedAfterHours, line?.waiting], [1, 1, 4]);
	assert.equal(line?.medianHours, 10.5, 'the middle of four: 10, 10, 11 and 12 hours');
	assert.deepEqual(await listWorkload(officer), []);
});

test('what an act would change is what it then changes, and asking writes nothing', async () => {
	const penalty = { kind: 'penalise', points: '0.5' } as const;
	const countsFrom = new Date(clock - hour / 2);
	const fix = { requirement: reports, percent: 100, countsFrom };
	const seen = await previewMend(known, ref, { kind: 'correct', ...fix });
	assert.deepEqual([seen.before.score, seen.after.score], ['0.00', '2.08']);
	assert.equal((await getScore(ref)).score, '0.00');
	await correctScore(verifier(), { ...ref, ...fix, reason });
	pass();
	assert.equal((await getScore(ref)).score, seen.after.score);
	const after = await previewMend(known, ref, penalty);
	assert.equal(after.after.score, '1.58');
	await penalise(verifier(), { ...ref, points: '0.5', reason });
	assert.equal((await getScore(ref)).score, '1.58');
	const closing = await previewMend(known, ref, { kind: 'close' });
	assert.deepEqual([closing.after.score, closing.waiting], ['1.58', 2], 'what was corrected waits no longer');
	await assert.rejects(
		previewMend(known, ref, { ...penalty, points: 'banyak' }),
		refused('renaksi/wrong-points'),
	);
	await assert.rejects(previewMend(officer, ref, penalty), refused('renaksi/not-yours'));
});

test('points, corrections and closings need a factor shown just now', async () => {
	const tired = { ...known, freshAt: new Date(clock - 24 * hour) };
	const what = { requirement: reports, percent: 0, countsFrom: new Date(clock - 1), reason };
	await assert.rejects(penalise(tired, { ...ref, points: '1', reason }), refused('identity/not-fresh'));
	await assert.rejects(correctScore(tired, { ...ref, ...what }), refused('identity/not-fresh'));
	await assert.rejects(closePeriod(tired, { ...ref, reason }), refused('identity/not-fresh'));
});

test('nothing waits in a year that is closed', async () => {
	await closePeriod(verifier(), { ...ref, reason });
	assert.equal((await listQueue(known, { pemda: asahan })).count, 0);
	await assert.rejects(previewMend(known, ref, { kind: 'close' }), refused('renaksi/closed'));
});
