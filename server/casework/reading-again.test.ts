import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import {
	acceptCase,
	answerCase,
	askPerson,
	findPublicCase,
	getCaseFile,
	listInbox,
	mergeCases,
	offerCase,
	openWithCode,
	publishCase,
	reclassifyCase,
	replyAsPerson,
	splitCase,
	unmergeCase,
	verifyCase,
	withholdCase,
} from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import {
	asahan,
	clockOf,
	clocksOf,
	type Desk,
	deskOf,
	linesOf,
	medan,
	officerAt,
	openReport,
} from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

const monday = new Date('2026-02-02T03:00:00Z');
const at = (text: string) => setClock(() => new Date(text));
let works: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
});
afterEach(() => setClock());

async function rowOf(caseId: string) {
	const { rows } = await migratorDb.query<{ row: object }>({
		text: `select to_jsonb(c) - 'changed_at' - 'version' as row from casework.case c where id = $1`,
		values: [caseId],
	});
	return rows[0]?.row;
}
async function custodyOf(caseId: string) {
	const { rows } = await migratorDb.query({
		text: 'select id, state, office_id, ended_at, assignee_id, due_at from casework.custody where case_id = $1 order by id',
		values: [caseId],
	});
	return rows;
}

describe('merging', () => {
	test('closes one report into another; taken back everything is as it was', async () => {
		setClock(() => monday);
		const officer = officerAt(works);
		const [one, other] = [await openReport(), await openReport()];
		await verifyCase(officer, one.ref);
		await askPerson(officer, { ...one.ref, text: 'Di sisi mana?' });
		await offerCase(officer, { ...one.ref, to: await deskOf(medan, 'public-works'), reason: 'Milik Medan.' });
		const before = [await rowOf(one.caseId), await custodyOf(one.caseId), await clocksOf(one.caseId)];
		at('2026-02-03T03:00:00Z');
		await mergeCases(officer, { ...one.ref, into: other.ref });
		const merged = await getCaseFile(one.person, one.ref);
		assert.deepEqual([merged.status, merged.outcome, merged.mergedInto], ['closed', 'merged', other.number]);
		assert.equal((await listInbox(officer)).rows.filter((row) => row.caseId === one.caseId).length, 0);
		assert.equal((await linesOf(other.caseId, 'merged-from'))[0]?.detail['number'], one.number);
		at('2026-02-04T03:00:00Z');
		await unmergeCase(officer, one.ref);
		assert.deepEqual(
			[await rowOf(one.caseId), await custodyOf(one.caseId), await clocksOf(one.caseId)],
			before,
		);
		await assert.rejects(unmergeCase(officer, one.ref), { code: 'casework/not-merged' });
	});

	test('is refused into itself, a closed or confidential case, or one of another office', async () => {
		const officer = officerAt(works);
		const report = await openReport();
		const merge = (into: { pemda: string; caseId: string }) => mergeCases(officer, { ...report.ref, into });
		await assert.rejects(merge(report.ref), { code: 'casework/cannot-merge' });
		await assert.rejects(merge((await openReport({ privacy: 'confidential' })).ref), {
			code: 'casework/cannot-merge',
		});
		await assert.rejects(merge((await openReport({ holder: await deskOf(asahan, 'health') })).ref), {
			code: 'casework/no-such-case',
		});
		await assert.rejects(merge({ pemda: medan, caseId: report.caseId }), { code: 'casework/no-such-case' });
		const done = await openReport();
		await mergeCases(officer, { ...done.ref, into: report.ref });
		await assert.rejects(merge(done.ref), { code: 'casework/cannot-merge' });
	});

	test('of each other at the same moment: one of the two, no standstill', async () => {
		const officer = officerAt(works);
		const [one, other] = [await openReport(), await openReport()];
		const tries = await Promise.allSettled([
			mergeCases(officer, { ...one.ref, into: other.ref }),
			mergeCases(officer, { ...other.ref, into: one.ref }),
		]);
		assert.equal(tries.filter((tried) => tried.status === 'fulfilled').length, 1);
		for (const tried of tries)
			if (tried.status === 'rejected') assert.equal(tried.reason.code, 'casework/cannot-merge');
	});
});

describe('splitting', () => {
	test('makes a second case of the same first day that the same receipt opens', async () => {
		setClock(() => monday);
		const officer = officerAt(works);
		const report = await openReport();
		await verifyCase(officer, report.ref);
		at('2026-02-05T03:00:00Z');
		const second = {
			title: 'Sampah di sungai',
			body: 'Sampah menumpuk.',
			subject: 'road.bridge',
			key: 'form-1',
		};
		const [made, again] = await Promise.all([
			splitCase(officer, { ...report.ref, ...second }),
			splitCase(officer, { ...report.ref, ...second }),
		]);
		assert.deepEqual(made, again, 'two taps make one');
		assert.deepEqual(Object.keys(made).sort(), ['caseId', 'number', 'pemda'], 'the officer gets no code');
		const file = await getCaseFile(officer, made);
		assert.deepEqual([file.status, file.filedAt], ['verified', monday]);
		assert.deepEqual(
			(await clockOf(made.caseId, 'solve'))?.dueAt,
			(await clockOf(report.caseId, 'solve'))?.dueAt,
		);
		const opened = await openWithCode(made.number, report.code, 'somewhere');
		assert.equal(opened.caseId, made.caseId);
		assert.equal(
			JSON.stringify(await linesOf(report.caseId)).includes(report.code),
			false,
			'no code stands in the file',
		);
		assert.equal((await linesOf(report.caseId, 'split')).length, 1);
		assert.deepEqual((await getCaseFile(opened.actor, made)).contact?.email, 'budi@contoh.example');
	});
});

describe('reading it anew', () => {
	test('another class has another term, counted from the first day, with the pauses there were', async () => {
		setClock(() => monday);
		const officer = officerAt(works);
		const report = await openReport();
		await verifyCase(officer, report.ref);
		at('2026-02-03T02:00:00Z');
		await askPerson(officer, { ...report.ref, text: 'Di sisi mana?' });
		at('2026-02-05T02:00:00Z');
		await replyAsPerson(report.person, { ...report.ref, text: 'Utara.' });
		const change = { ...report.ref, title: 'Jembatan Kisaran', subject: 'road.bridge', region: '12.09.19' };
		await reclassifyCase(officer, { ...change, class: 'question' });
		// five working days from 2 February are the 9th; two days stood still
		assert.equal((await clockOf(report.caseId, 'solve'))?.dueAt.toISOString(), '2026-02-11T16:59:59.999Z');
		const file = await getCaseFile(officer, report.ref);
		assert.deepEqual(
			[file.class, file.title, file.dueAt.toISOString()],
			['question', 'Jembatan Kisaran', '2026-02-11T16:59:59.999Z'],
		);
		await reclassifyCase(officer, { ...change, class: 'complaint' });
		assert.deepEqual((await clockOf(report.caseId, 'solve'))?.startedAt, monday);
		for (const wrong of [{ class: 'song' }, { subject: 'no.such' }, { region: '99' }, { title: ' ' }]) {
			await assert.rejects(reclassifyCase(officer, { ...change, class: 'complaint', ...wrong }), {
				kind: 'invalid',
			});
		}
	});
});

describe('before the public sees it', () => {
	test('a report shows neither words nor photos until somebody read it over, then theirs', async () => {
		const photo = {
			kind: 'photo',
			sha256: 'a'.repeat(64),
			originalSha256: 'b'.repeat(64),
			contentType: 'image/jpeg',
			sizeBytes: 9,
		} as const;
		const report = await openReport({ attachments: [photo, { ...photo, sha256: 'c'.repeat(64) }] });
		const officer = officerAt(works);
		const before = await findPublicCase(report.number);
		assert.deepEqual([before?.title, before?.body, before?.photos], [null, null, []]);
		const { attachments } = await getCaseFile(officer, report.ref);
		const shown = { title: 'Jembatan rusak', body: 'Papan patah.', photos: [attachments[0]?.id ?? ''] };
		await publishCase(officer, { ...report.ref, ...shown });
		const after = await findPublicCase(report.number);
		assert.deepEqual(
			[after?.title, after?.body, after?.photos.length],
			['Jembatan rusak', 'Papan patah.', 1],
		);
		assert.ok((await clockOf(report.caseId, 'moderate'))?.metAt);
		const { rows } = await migratorDb.query<{ word: string }>({
			text: "select word from casework.word where word = 'jembatan'",
		});
		assert.equal(rows.length, 1);
		await withholdCase(officer, { ...report.ref, reason: 'Ada nama orang.' });
		const hidden = await findPublicCase(report.number);
		assert.deepEqual(
			[hidden?.title, hidden?.body, hidden?.photos.length, hidden?.status],
			[null, null, 0, 'new'],
		);
		assert.equal(
			hidden?.entries.some((entry) => entry.kind === 'withheld'),
			false,
		);
	});

	test('a confidential one never is', async () => {
		const report = await openReport({ privacy: 'confidential' });
		const officer = officerAt(works);
		await assert.rejects(publishCase(officer, { ...report.ref, title: 'a', body: 'b', photos: [] }), {
			code: 'casework/never-public',
		});
		await answerCase(officer, { ...report.ref, text: 'Rahasia.', withoutEvidence: 'rahasia' });
		assert.equal(await findPublicCase(report.number), undefined);
		const { rows } = await migratorDb.query<{ count: number }>({
			text: "select count(*)::int as count from casework.entry where case_id = $1 and visibility = 'public' and kind <> 'filed'",
			values: [report.caseId],
		});
		assert.equal(rows[0]?.count, 0);
	});

	test('after a hand-over the new holder reads it over', async () => {
		const report = await openReport();
		const medanWorks = await deskOf(medan, 'public-works');
		await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
		await acceptCase(officerAt(medanWorks), report.ref);
		const shown = { ...report.ref, title: 'Jembatan', body: 'Patah.', photos: [] };
		await assert.rejects(publishCase(officerAt(works), shown), { code: 'casework/not-yours' });
		await publishCase(officerAt(medanWorks), shown);
	});
});
