import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import {
	closePeriod,
	commentEvidence,
	correctScore,
	findSecond,
	getEvidence,
	getScore,
	listComments,
	listQueue,
	listSecondWork,
	listWorkload,
	penalise,
	previewMend,
	submitEvidence,
	verificationRules,
	verifyAgain,
	verifyEvidence,
} from '#renaksi';
import { asahan, deskOf, medan, officerAt, province } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import {
	evidenceFor,
	evidenceOf,
	openYear,
	planOf,
	reports,
	scanned,
	screenshots,
} from '../../../tests/support/renaksi.ts';
import { fenceOf } from '../policy.ts';
import { digestOf, isDrawn } from './draw-sample.ts';

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
/** Time stands still here, so an instant can be chosen at which a verdict is drawn, or is not; nobody chooses one elsewhere. */
function waitUntilDrawn(evidenceId: string, wanted: boolean): void {
	const { seed, percent } = verificationRules.sample;
	while (isDrawn(digestOf(seed, { evidenceId, at: new Date(clock) }), percent) !== wanted) clock += 1;
}
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
	waitUntilDrawn(first.evidenceId, false);
	await verifyEvidence(known, { ...ref, ...first, verdict: { kind: 'rejected', reason } });
	const same = [scanned()];
	await submitEvidence(officer, { ...evidenceFor(asahan, light), files: same });
	pass();
	await submitEvidence(officer, evidenceFor(asahan));
	pass();
	await submitEvidence(officer, { ...evidenceFor(asahan, reports), files: same, again: true });
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

const people = ['Dua', 'Tiga'].map((name) => officerAt(inspectorate, 'overseer', `Verifikator ${name}`));
const [second, third] = [people[0] ?? assert.fail(), people[1] ?? assert.fail()];
const fresh = (one: typeof known) => ({ ...one, freshAt: new Date(clock) });
const medanDesk = await deskOf(medan, 'public-works');
const bringer = officerAt(medanDesk);
let count = 0;

/** Evidence of Medan for another document each time, judged by the first verifier at an instant at which it is drawn. */
async function drawn(verdict: Parameters<typeof verifyEvidence>[1]['verdict']): Promise<string> {
	const { areas } = (await getScore({ pemda: medan, year })).framework;
	const free = areas
		.flatMap((area) =>
			area.indicators.flatMap((indicator) =>
				indicator.subs.flatMap((sub) =>
					sub.documents.map((one) => [area.id, indicator.id, sub.id, one.id].join('.')),
				),
			),
		)
		.filter((id) => id !== screenshots);
	pass();
	const requirement = free[++count] ?? assert.fail('no document is left');
	const { evidenceId } = await submitEvidence(bringer, evidenceFor(medan, requirement));
	waitUntilDrawn(evidenceId, true);
	await verifyEvidence(known, { pemda: medan, evidenceId, verdict });
	return evidenceId;
}

test('what is drawn follows from the seed, the evidence and the instant, about as often as is said', () => {
	const at = new Date(clock);
	const all = Array.from({ length: 20_000 }, (_, index) => digestOf('x', { evidenceId: String(index), at }));
	const share = all.filter((digest) => isDrawn(digest, 10)).length / all.length;
	assert.ok(Math.abs(share - 0.1) < 0.01, `${share}`);
	assert.equal(all.filter((digest) => isDrawn(digest, 0)).length, 0);
	assert.equal(all.filter((digest) => isDrawn(digest, 100)).length, all.length);
	assert.notDeepEqual(digestOf('x', { evidenceId: '1', at }), digestOf('y', { evidenceId: '1', at }));
});

test('a second verifier sees nothing of the first verdict until theirs is written', async () => {
	await evidenceOf(medanDesk).catch(() => undefined);
	const evidenceId = await drawn({ kind: 'rejected', reason });
	const one = { pemda: medan, evidenceId };
	await commentEvidence(known, { ...one, text: 'Saya menolaknya karena menu ke-12.', reach: 'verifiers' });
	assert.equal((await getEvidence(second, one)).verdict, null);
	assert.deepEqual(await listComments(second, one), []);
	assert.equal((await listComments(known, one)).length, 1);
	assert.equal((await getEvidence(known, one)).verdict?.kind, 'rejected');
	assert.equal((await getEvidence(bringer, one)).verdict?.reason, reason, 'who must mend it reads why');
	assert.equal((await findSecond(second, one))?.state, 'blind');
	assert.equal((await findSecond(known, one))?.state, 'to-others');
	assert.deepEqual(
		(await listSecondWork(second)).waiting.map(({ id }) => id),
		[evidenceId],
	);
	assert.deepEqual((await listSecondWork(known)).waiting, []);
	const verdict = { kind: 'accepted' } as const;
	await assert.rejects(verifyAgain(known, { ...one, verdict }), refused('renaksi/judged-by-you'));
	await assert.rejects(verifyAgain(bringer, { ...one, verdict }), refused('renaksi/not-yours'));
	const seated = { ...second, holdings: [...second.holdings, ...bringer.holdings] };
	await assert.rejects(verifyAgain(seated, { ...one, verdict }), refused('renaksi/not-blind'));
	const submitter = { ...second, accountId: bringer.accountId };
	await assert.rejects(verifyAgain(submitter, { ...one, verdict }), refused('renaksi/own-evidence'));
	const before = (await getScore({ pemda: medan, year })).score;
	const tries = await Promise.allSettled(
		Array.from({ length: 20 }, () => verifyAgain(second, { ...one, verdict })),
	);
	assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
	for (const refusal of tries.filter((one) => one.status === 'rejected')) {
		assert.ok(refused('renaksi/judged-already')(refusal.reason));
	}
	assert.equal((await getScore({ pemda: medan, year })).score, before, 'the second verdict changes no score');
	assert.equal((await getEvidence(second, one)).verdict?.byName, 'Verifikator Satu');
	assert.equal((await listComments(second, one)).length, 1);
});

test('where two differ a third corrects, once; where they agree nobody does', async () => {
	const { differing, agreement } = await listSecondWork(third);
	assert.deepEqual(agreement, { drawn: 1, judged: 1, agreed: 0 });
	const [one] = differing;
	assert.ok(one);
	assert.deepEqual([one.first.kind, one.second.kind, one.second.percent], ['rejected', 'accepted', 100]);
	pass();
	const { pemda, requirement, id: settles } = one;
	const what = { pemda, year, requirement, percent: 50, countsFrom: new Date(clock - 1), reason, settles };
	for (const party of [known, second]) {
		await assert.rejects(correctScore(fresh(party), what), refused('renaksi/settles-own'));
	}
	const tries = await Promise.allSettled(Array.from({ length: 10 }, () => correctScore(fresh(third), what)));
	assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
	await assert.rejects(correctScore(fresh(third), what), refused('renaksi/settled-already'));
	assert.deepEqual((await listSecondWork(third)).differing, []);
	pass();
	const evidenceId = await drawn({ kind: 'accepted', percent: 50 });
	const verdict = { kind: 'accepted', percent: 50 } as const;
	assert.deepEqual(await verifyAgain(second, { pemda, evidenceId, verdict }), { agrees: true });
	assert.deepEqual((await listSecondWork(third)).agreement, { drawn: 2, judged: 2, agreed: 1 });
	const again = { ...what, settles: evidenceId };
	await assert.rejects(correctScore(fresh(third), again), refused('renaksi/not-differing'));
});

test('notes between verifiers and the office: each reads what is for them, nobody changes them, and none twice', async () => {
	const one = await evidenceOf(medanDesk, bringer, 'bmd.disputes.pemenuhan.daftar-sengketa');
	await commentEvidence(second, { ...one, text: 'Halaman 3 tidak terbaca.', reach: 'both' });
	await commentEvidence(second, { ...one, text: 'Mirip bukti tahun lalu.', reach: 'verifiers' });
	await commentEvidence(bringer, { ...one, text: 'Sudah kami pindai ulang.', reach: 'verifiers' });
	await commentEvidence(bringer, { ...one, text: 'Sudah kami pindai ulang.', reach: 'both' });
	const texts = async (actor: Parameters<typeof listComments>[0]) =>
		(await listComments(actor, one)).map(({ text }) => text);
	assert.deepEqual(await texts(bringer), ['Halaman 3 tidak terbaca.', 'Sudah kami pindai ulang.']);
	assert.equal((await texts(third)).length, 3);
	for (const stranger of [officer, officerAt(desk, 'overseer', 'Sri', asahan)]) {
		assert.deepEqual(await texts(stranger), []);
		await assert.rejects(
			commentEvidence(stranger, { ...one, text: 'Apa saja yang lain.', reach: 'both' }),
			refused('renaksi/not-yours'),
		);
		const { rows } = await withScope(fenceOf(stranger), (tx) =>
			tx.query({ text: 'select from renaksi.comment where pemda = $1', values: [medan] }),
		);
		assert.equal(rows.length, 0, 'the second wall');
	}
	const other = officerAt(await deskOf(medan, 'health'));
	await assert.rejects(
		commentEvidence(other, { ...one, text: 'Bukan kantor kami.', reach: 'both' }),
		refused('renaksi/not-yours'),
	);
	for (const table of ['comment', 'sample', 'second_verdict']) {
		await assert.rejects(migratorDb.query({ text: `delete from renaksi.${table}` }), table);
	}
});
