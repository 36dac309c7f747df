import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { measurePerformance } from '#casework';
import { setClock } from '#platform/clock';
import { db, migratorDb, withScope } from '#platform/db';
import { listNamedFiles } from '#platform/media';
import { Refusal } from '#platform/refusal';
import {
	assignDocuments,
	closePeriod,
	correctScore,
	exportFramework,
	findPlaces,
	getBoard,
	getEvidence,
	getProgress,
	getScore,
	listDivergence,
	listEvidence,
	listLive,
	listQueue,
	listScores,
	listTasks,
	parseFramework,
	penalise,
	previewFramework,
	publishFramework,
	readLive,
	recomputeAll,
	recomputeScores,
	returnEvidence,
	submitEvidence,
	verifyEvidence,
} from '#renaksi';
import { asahan, deskOf, medan, officerAt, openReport, province } from '../../tests/support/cases.ts';
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
import { openPlan } from './plan/open-plan.ts';
import { fenceOf } from './policy.ts';

await testDatabase();
let clock = Date.parse('2025-03-03T02:00:00Z');
setClock(() => new Date(clock));
after(() => setClock());
const minute = 60_000;
const pass = (minutes = 1) => {
	clock += minutes * minute;
	return new Date(clock);
};

const desk = await deskOf(asahan, 'finance').catch(() => deskOf(asahan, 'public-works'));
const officer = officerAt(desk);
const secretary = officerAt(desk, 'secretary');
const verifier = officerAt(await deskOf(province, 'inspectorate'), 'overseer');
/** The same, who has just shown a factor. */
const sure = () => ({ ...verifier, freshAt: new Date(clock) });
const year = openYear;
const ref = { pemda: asahan, year };
const refused = (code: string) => (error: unknown) =>
	error instanceof Refusal && error.code === `renaksi/${code}`;
const reason = 'Baru sebelas dari dua belas menu yang terlihat.';
const scoreAt = async (at = new Date(clock)) => (await getScore({ ...ref, at })).score;

/** What is kept equals what the events say, now and then. */
async function assertEqual(): Promise<void> {
	assert.deepEqual((await recomputeAll()).plans, []);
	const at = new Date(clock);
	const lines = (await listScores({ year, at })).map(({ pemda, score, accepted }) => ({
		pemda,
		score,
		accepted,
	}));
	const anew = (await recomputeScores(year, at)).map(({ pemda, score, accepted }) => ({
		pemda,
		score,
		accepted,
	}));
	assert.deepEqual(
		lines.sort((a, b) => (a.pemda < b.pemda ? -1 : 1)),
		anew,
	);
	for (const { pemda, score, accepted } of anew) {
		const file = await getScore({ pemda, year, at });
		assert.deepEqual([file.score, file.counts.accepted], [score, accepted], 'rows and pure functions agree');
	}
}

test('handed in, rejected with a reason, mended, accepted: the score moves, and each day keeps its own', async () => {
	await planOf(desk);
	assert.equal(await scoreAt(), '0.00');
	pass();
	const first = await submitEvidence(officer, evidenceFor(asahan));
	pass();
	assert.equal((await listQueue(verifier)).lines.length, 1);
	await verifyEvidence(verifier, {
		pemda: asahan,
		...first,
		verdict: { kind: 'rejected', reason, missing: 'Menu ke-12' },
	});
	const rejectedAt = new Date(clock);
	const [task] = await listTasks(officer);
	assert.equal(task?.requirement, screenshots);
	assert.equal(task?.last?.verdict?.missing, 'Menu ke-12');
	assert.equal(task?.points, '2.08');
	pass();
	const second = await submitEvidence(officer, evidenceFor(asahan));
	pass();
	await verifyEvidence(verifier, { pemda: asahan, ...second, verdict: { kind: 'accepted' } });
	assert.equal(await scoreAt(), '2.08');
	assert.equal(await scoreAt(rejectedAt), '0.00');
	const { counts } = await getScore({ ...ref, at: rejectedAt });
	assert.deepEqual(counts, { required: 35, uploaded: 1, accepted: 0, rejected: 1, unverified: 0 });
	await assertEqual();
});

test('nobody judges their own evidence, and no judgement is given twice', async () => {
	const both = {
		...officer,
		holdings: [...officer.holdings, ...officerAt(desk, 'overseer', 'Sri', asahan).holdings],
	};
	const { evidenceId } = await submitEvidence(both, evidenceFor(asahan, reports));
	const one = { pemda: asahan, evidenceId };
	await assert.rejects(
		verifyEvidence(both, { ...one, verdict: { kind: 'accepted' } }),
		refused('own-evidence'),
	);
	await assert.rejects(returnEvidence(both, { ...one, reason }), refused('own-evidence'));
	assert.deepEqual(
		(await listQueue(both)).lines.filter(({ id }) => id === evidenceId),
		[],
	);
	pass();
	const tries = await Promise.allSettled(
		Array.from({ length: 40 }, () =>
			verifyEvidence(verifier, { ...one, verdict: { kind: 'accepted', percent: 50 } }),
		),
	);
	assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
	assert.equal(await scoreAt(), '3.13', 'half of 2.0833 more, rounded once');
	await assertEqual();
});

test('a correction says from when and why; what could be read before stays known', async () => {
	const day = new Date(clock);
	const before = await scoreAt(day);
	pass(60);
	await correctScore(sure(), {
		...ref,
		requirement: reports,
		percent: 100,
		countsFrom: day,
		reason: 'Halaman 3 terlewat.',
	});
	const file = await getScore({ ...ref, at: day });
	assert.equal(file.score, '4.17');
	assert.equal(file.before, before);
	assert.equal(file.mended.at(-1)?.reason, 'Halaman 3 terlewat.');
	await assertEqual();
});

test('penalties take points off the total, never below zero', async () => {
	pass();
	await penalise(sure(), { ...ref, points: '0.25', reason: 'Bukti yang sama dipakai dua kali.' });
	assert.equal(await scoreAt(), '3.92');
	for (const points of ['0', '-1', '101', '0.333', 'x']) {
		await assert.rejects(penalise(sure(), { ...ref, points, reason }), refused('wrong-points'), points);
	}
	await assertEqual();
});

const bad: [what: string, change: object, code: string][] = [
	['a short note', { note: 'pendek' }, 'note-needed'],
	['no file', { files: [] }, 'no-files'],
	['six files', { files: Array.from({ length: 6 }, () => scanned()) }, 'too-many-files'],
	['a file over 10 MB', { files: [{ ...scanned(), sizeBytes: 10 * 1024 * 1024 + 1 }] }, 'file-too-large'],
	['days the wrong way round', { coversTo: '2024-12-31' }, 'wrong-dates'],
	['years ago', { coversFrom: '2020-01-01', coversTo: '2020-12-31' }, 'outside-period'],
	['years from now', { coversFrom: '2026-01-01', coversTo: '2026-12-31' }, 'outside-period'],
	['a page that runs', { files: [{ ...scanned(), contentType: 'text/html' }] }, 'wrong-type'],
	['a document nobody asks for', { requirement: 'bmd.lain' }, 'no-such-document'],
	['a year without a plan', { year: 2024 }, 'no-such-plan'],
	['what is accepted already', { requirement: screenshots }, 'accepted-already'],
];
for (const [what, change, code] of bad) {
	test(`evidence refused: ${what}`, async () => {
		const free = 'apip.apip-budget.pemenuhan.dpa-apip';
		await assert.rejects(submitEvidence(officer, { ...evidenceFor(asahan, free), ...change }), refused(code));
	});
}

test('last year’s file is noticed, and taken when it is meant', async () => {
	const requirement = 'apip.apip-budget.pemenuhan.dpa-apip';
	clock = Date.parse('2024-06-03T02:00:00Z');
	await openPlan(secretary, { pemda: asahan, year: 2024 });
	const old = {
		...evidenceFor(asahan, requirement),
		year: 2024,
		coversFrom: '2024-01-01',
		coversTo: '2024-05-31',
	};
	await submitEvidence(officer, old);
	clock = Date.parse('2025-04-03T02:00:00Z');
	const same = { ...evidenceFor(asahan, requirement), files: old.files };
	await assert.rejects(submitEvidence(officer, same), refused('same-file'));
	await submitEvidence(officer, { ...same, again: true });
	await assert.rejects(submitEvidence(officer, evidenceFor(asahan, requirement)), refused('waits-already'));
});

test('handed back is neither accepted nor rejected, and may be sent again', async () => {
	pass();
	const [waiting] = (await listQueue(verifier)).lines.filter((one) => one.year === year);
	assert.ok(waiting);
	await returnEvidence(verifier, { pemda: asahan, evidenceId: waiting.id, reason: 'Berkas tidak terbuka.' });
	const { counts } = await getScore(ref);
	assert.equal(counts.unverified, 1);
	pass();
	await submitEvidence(officer, evidenceFor(asahan, waiting.requirement));
	await assertEqual();
});

test('a document given to an office is that office’s, and the secretary’s', async () => {
	const health = await deskOf(asahan, 'health');
	const requirement = 'asn.merit.pemenuhan.nilai-merit';
	const one = {
		...ref,
		requirements: [requirement],
		officeId: health.officeId,
		...{ startsOn: '2025-03-01', dueOn: '2025-10-31' },
		...{ target: '1', unit: 'laporan' },
	};
	await assert.rejects(assignDocuments(officer, one), refused('not-yours'));
	await assignDocuments(secretary, one);
	await assert.rejects(submitEvidence(officer, evidenceFor(asahan, requirement)), refused('not-yours'));
	await submitEvidence(officerAt(health), evidenceFor(asahan, requirement));
});

test('unpublished evidence: its own government and its overseers; published once accepted', async () => {
	const at = await deskOf(medan, 'public-works');
	const own = officerAt(at);
	const one = await evidenceOf(at, own);
	const outsiders = [
		officer,
		officerAt(desk, 'regional-head'),
		officerAt(await deskOf(province, 'leader'), 'regional-head'),
		officerAt(desk, 'overseer', 'Sri', asahan),
		{ kind: 'anonymous', origin: '203.0.113.0/24' } as const,
	];
	for (const outsider of outsiders) {
		await assert.rejects(getEvidence(outsider, one), refused('no-such-evidence'));
		assert.deepEqual(await listEvidence(outsider, { pemda: medan, year, requirement: screenshots }), []);
		const { rows } = await withScope(fenceOf(outsider), (tx) =>
			tx.query({ text: 'select from renaksi.evidence where pemda = $1', values: [medan] }),
		);
		assert.equal(rows.length, 0, 'the second wall');
	}
	const [file] = (await getEvidence(own, one)).files;
	assert.ok((await Array.fromAsync(listNamedFiles())).includes(file?.sha256 ?? ''), 'doctor asks for it');
	pass();
	await verifyEvidence(officerAt(at, 'overseer', 'Sri', medan), { ...one, verdict: { kind: 'accepted' } });
	const shown = await getEvidence({ kind: 'anonymous', origin: '203.0.113.0/24' }, one);
	assert.equal(shown.byName, '');
	assert.equal(shown.verdict, null);
});

test('ranks of all plans, ties sharing a place', async () => {
	const langkat = await deskOf('12.05', 'public-works');
	await planOf(langkat);
	await planOf(await deskOf('12.06', 'public-works'));
	pass();
	const lines = await listScores({ year });
	assert.deepEqual(
		lines.map(({ pemda, rank }) => [pemda, rank]),
		[
			[asahan, 1],
			[medan, 2],
			['12.05', 3],
			['12.06', 3],
		],
	);
	assert.equal(lines[0]?.zone.id, 'red');
	assert.deepEqual(await findPlaces('12.06', { year, at: new Date(clock) }), {
		national: { rank: 3, of: 4 },
		provincial: { rank: 3, of: 4 },
	});
	assert.equal(await findPlaces('12.07', { year, at: new Date(clock) }), undefined);
	const near = await getBoard(null, 'provincial');
	assert.deepEqual([near.scope, near.scores], ['provincial', (await getBoard(null)).scores]);
});

test('score, forecast and rank of leaders come from the lines kept and are those of the events', async () => {
	const { outlook } = await getProgress(medan);
	const { score, counts, areas } = await getScore({ pemda: medan, year });
	assert.equal(outlook?.score, score);
	assert.deepEqual([outlook?.rank, outlook?.ranked], [2, 4]);
	assert.deepEqual(outlook?.trend.at(-1)?.score, score);
	assert.equal(outlook?.gains.length, 10);
	const documents = areas.flatMap((area) =>
		area.parts.flatMap((one) => one.parts.flatMap((sub) => sub.parts)),
	);
	const worth = (states: (string | undefined)[]) =>
		documents.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + Number(one.worth), 0);
	const { low, high, likely } = outlook?.forecast ?? assert.fail();
	assert.equal(low, Number(score));
	const open = counts.required - counts.accepted - counts.unverified;
	assert.equal(documents.filter(({ state }) => state === undefined || state === 'rejected').length, open);
	const pace =
		(
			await listEvidence(officerAt(await deskOf(medan, 'public-works')), {
				pemda: medan,
				year,
				requirement: screenshots,
			})
		).length / 30;
	const days = (Date.parse('2025-11-29T17:00:00Z') - clock) / 86_400_000;
	const coming = (worth([undefined, 'rejected']) / open) * Math.min(open, pace * days);
	assert.ok(Math.abs(high - (low + worth(['unverified']) + coming)) < 0.1, `${high}`);
	assert.ok(low <= likely && likely <= high);
});

test('an answer of the platform’s own records is kept as it was, and opens beside the evidence', async () => {
	const at = await deskOf(medan, 'public-works');
	const requirement = 'apip.apip-budget.pemenuhan.dpa-apip';
	const one = { ...evidenceFor(medan, requirement), files: [], live: 'reports-answered' };
	await assert.rejects(submitEvidence(officerAt(at), { ...one, live: 'anything' }), refused('no-such-query'));
	await assert.rejects(submitEvidence(officerAt(at), one), refused('nothing-measured'));
	await openReport({ pemda: medan, region: medan, holder: at });
	pass();
	await measurePerformance();
	const [answer] = (await listLive(medan)).filter(({ query }) => query === 'reports-answered');
	assert.deepEqual([answer?.part, answer?.whole, answer?.days], [0, 1, 365]);
	const { evidenceId } = await submitEvidence(officerAt(at), one);
	await openReport({ pemda: medan, region: medan, holder: at });
	pass();
	await measurePerformance();
	assert.equal((await listLive(medan)).find(({ query }) => query === 'reports-answered')?.whole, 2);
	const kept = await getEvidence(officerAt(at), { pemda: medan, evidenceId });
	assert.deepEqual(readLive(kept.live), answer);
	assert.equal(readLive(null), null);
	const [line] = await listDivergence([medan]);
	assert.equal(line?.audit, null, 'not known is said so');
	assert.ok((await getProgress(medan)).offices.every(({ office }) => office !== ''));
});

test('a closed period changes by a correction only, whoever tries', async () => {
	pass();
	const waiting = (await listQueue(verifier)).lines.find((one) => one.pemda === asahan && one.year === year);
	assert.ok(waiting);
	await assert.rejects(closePeriod(secretary, { ...ref, reason }), refused('not-yours'));
	await closePeriod(sure(), { ...ref, reason: 'Tahun 2025 selesai dinilai.' });
	const free = evidenceFor(asahan, 'apip.followup.pemenuhan.lap-tlhp');
	await assert.rejects(submitEvidence(officer, free), refused('closed'));
	const one = { pemda: asahan, evidenceId: waiting.id };
	await assert.rejects(
		verifyEvidence(verifier, { ...one, verdict: { kind: 'accepted' } }),
		refused('closed'),
	);
	await assert.rejects(penalise(sure(), { ...ref, points: '1', reason }), refused('closed'));
	await assert.rejects(closePeriod(sure(), { ...ref, reason }), refused('closed'));
	await assert.rejects(
		withScope({ system: true }, (tx) =>
			tx.query({
				text: `insert into renaksi.event (pemda, id, year, kind, requirement, percent, counts_from, at, by_actor)
					values ($1, gen_random_uuid(), $2, 'accepted', $3, 100, now(), now(), 'walls')`,
				values: [asahan, year, screenshots],
			}),
		),
		/the period is closed/,
	);
	pass();
	const countsFrom = new Date(clock - minute);
	await correctScore(sure(), {
		...ref,
		requirement: reports,
		percent: 0,
		countsFrom,
		reason: 'Laporan itu milik tahun lain.',
	});
	await assertEqual();
});

test('past the last moment of the framework nothing is taken', async () => {
	clock = Date.parse('2025-11-29T17:00:00Z');
	await assert.rejects(
		submitEvidence(officerAt(await deskOf(medan, 'public-works')), evidenceFor(medan, reports)),
		refused('too-late'),
	);
});

test('rows of what happened stay as they are', async () => {
	for (const table of ['framework', 'plan', 'evidence', 'verdict', 'event', 'closure']) {
		await assert.rejects(migratorDb.query({ text: `delete from renaksi.${table}` }), table);
	}
	await assert.rejects(
		db.query({ text: `insert into renaksi.standing select * from renaksi.told` }),
		/permission denied/,
	);
});

test('a year’s framework goes out as a table, comes back changed, and last year stays', async () => {
	const table = await exportFramework('mcsp-2025', 'csv');
	const same = parseFramework(table);
	assert.deepEqual(same.faults, []);
	assert.ok(same.framework);
	assert.deepEqual(await previewFramework(same.framework), []);
	assert.equal(await publishFramework(same.framework, 'system:ssp'), false);

	const next = table
		.replace('years,,,,,,,,,,,2025', 'years,,,,,,,,,,,2026')
		.replace(',Basis data BMD,', ',Basis data aset,');
	const moved = next.replace('2025-01-01T', '2026-01-01T').replace('2025-11-30T', '2026-11-30T');
	const { framework, faults } = parseFramework(moved);
	assert.deepEqual(faults, []);
	assert.ok(framework);
	const changes = await previewFramework(framework);
	assert.deepEqual(changes?.map(({ at }) => at).sort(), [
		'areas/bmd/indicators/database-bmd/name/id',
		'closesAt',
		'opensAt',
		'years/0',
	]);
	const before = await getScore(ref);
	assert.equal(await publishFramework(framework, 'system:ssp'), true);
	assert.deepEqual(await getScore({ ...ref, at: before.at }), before);
	clock = Date.parse('2026-02-02T02:00:00Z');
	await openPlan(secretary, { pemda: asahan, year: 2026 });
	const names = (await getScore({ pemda: asahan, year: 2026 })).areas.flatMap(({ parts }) =>
		parts.map(({ name }) => name.id),
	);
	assert.ok(names.includes('Basis data aset'));

	const wrong = parseFramework(table.replace(/^(area,perencanaan,[^,]*,[^,]*),/m, '$1,13'));
	assert.match(JSON.stringify(wrong.faults), /some weights are given/);
	assert.equal(parseFramework('{').faults[0]?.what, 'it is no JSON');
});
