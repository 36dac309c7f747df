import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
	acceptCase,
	answerCase,
	assignCase,
	findPublicCase,
	getCaseFile,
	listInbox,
	offerCase,
	recallOffer,
	refuseCase,
	verifyCase,
} from '#casework';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { listOffices } from '#regions';
import {
	asahan,
	clockOf,
	type Desk,
	deskOf,
	linesOf,
	medan,
	officerAt,
	openReport,
} from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

let works: Desk;
let health: Desk;
let medanWorks: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
	health = await deskOf(asahan, 'health');
	medanWorks = await deskOf(medan, 'public-works');
});

const holders = async (caseId: string) => {
	const { rows } = await migratorDb.query<{ officeId: string; pemda: string }>({
		text: `select office_id as "officeId", pemda from casework.custody where case_id = $1 and state = 'held' and ended_at is null`,
		values: [caseId],
	});
	return rows;
};

describe('handing a case over', () => {
	test('to another government: the giver holds it until it is accepted, the clock to solve runs on, everybody sees it', async () => {
		const report = await openReport();
		const giver = officerAt(works);
		const receiver = officerAt(medanWorks);
		await assert.rejects(getCaseFile(receiver, report.ref), { code: 'casework/no-such-case' });
		const solve = await clockOf(report.caseId, 'solve');
		await offerCase(giver, { ...report.ref, to: medanWorks, reason: 'Jembatan ini milik Kota Medan.' });
		assert.deepEqual(await holders(report.caseId), [{ officeId: works.officeId, pemda: asahan }]);
		const [offered] = (await listInbox(receiver)).rows;
		assert.equal(offered?.custody, 'offered');
		assert.equal(offered?.caseId, report.caseId);
		await acceptCase(receiver, report.ref);
		assert.deepEqual(await holders(report.caseId), [{ officeId: medanWorks.officeId, pemda: medan }]);
		assert.deepEqual((await clockOf(report.caseId, 'solve'))?.dueAt, solve?.dueAt);
		assert.equal((await clockOf(report.caseId, 'solve'))?.metAt, null);
		assert.equal((await clockOf(report.caseId, 'follow-up'))?.calendar, medan);
		const shown = await findPublicCase(report.number);
		assert.equal(shown?.holderOfficeId, medanWorks.officeId);
		assert.deepEqual(
			shown?.entries.map((entry) => entry.kind),
			['filed', 'offered', 'accepted'],
		);
		assert.equal(shown?.entries[1]?.body, 'Jembatan ini milik Kota Medan.');
		assert.equal(
			(await listInbox(giver)).rows.some((row) => row.caseId === report.caseId),
			false,
		);
		await assert.rejects(verifyCase(giver, report.ref), { code: 'casework/not-yours' });
		assert.equal((await getCaseFile(giver, report.ref)).number, report.number, 'who had it still reads it');
	});

	test('refused with a reason it stays with the giver, who may offer it again', async () => {
		const report = await openReport();
		await offerCase(officerAt(works), { ...report.ref, to: health, reason: 'Limbah puskesmas.' });
		await assert.rejects(refuseCase(officerAt(health), { ...report.ref, reason: '  ' }), {
			code: 'casework/text-missing',
		});
		await refuseCase(officerAt(health), { ...report.ref, reason: 'Bukan limbah medis.' });
		assert.deepEqual(await holders(report.caseId), [{ officeId: works.officeId, pemda: asahan }]);
		assert.equal((await linesOf(report.caseId, 'refused'))[0]?.body, 'Bukan limbah medis.');
		assert.ok((await clockOf(report.caseId, 'accept'))?.cancelledAt);
		await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
	});

	test('taken back by the giver before an answer it is as if never offered, and on the record', async () => {
		const report = await openReport();
		const giver = officerAt(works);
		await assert.rejects(recallOffer(giver, report.ref), { code: 'casework/nothing-offered' });
		await offerCase(giver, { ...report.ref, to: health, reason: 'Limbah puskesmas.' });
		assert.equal((await getCaseFile(giver, report.ref)).possible.recall, true);
		assert.equal((await getCaseFile(officerAt(health), report.ref)).possible.recall, false);
		await assert.rejects(recallOffer(officerAt(health), report.ref), { code: 'casework/not-yours' });
		await assert.rejects(recallOffer(officerAt(medanWorks), report.ref), { code: 'casework/no-such-case' });
		await recallOffer(giver, report.ref);
		assert.deepEqual(await holders(report.caseId), [{ officeId: works.officeId, pemda: asahan }]);
		assert.ok((await clockOf(report.caseId, 'accept'))?.cancelledAt);
		await assert.rejects(acceptCase(officerAt(health), report.ref), { code: 'casework/nothing-offered' });
		assert.equal((await linesOf(report.caseId, 'recalled'))[0]?.detail['toOffice'], health.officeId);
		await offerCase(giver, { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
	});

	test('a confidential case that was offered and taken back is out of the receiver’s sight', async () => {
		const report = await openReport({ privacy: 'confidential' });
		await offerCase(officerAt(works), { ...report.ref, to: health, reason: 'Limbah puskesmas.' });
		await getCaseFile(officerAt(health), report.ref);
		await recallOffer(officerAt(works), report.ref);
		await assert.rejects(getCaseFile(officerAt(health), report.ref), { code: 'casework/no-such-case' });
	});

	test('the desk and the secretary of the receiving government may decide, others may not', async () => {
		const report = await openReport();
		await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
		const outsider = officerAt(health);
		await assert.rejects(acceptCase(outsider, report.ref), { code: 'casework/no-such-case' });
		await assert.rejects(acceptCase(officerAt(works), report.ref), { code: 'casework/not-yours' });
		await acceptCase(officerAt(await deskOf(medan, 'desk'), 'triage'), report.ref);
		assert.equal((await holders(report.caseId))[0]?.officeId, medanWorks.officeId);
	});

	test('is refused to an office that is none, that has it, that works outside, twice, and without a reason', async () => {
		const report = await openReport();
		const giver = officerAt(works);
		const offer = (to: { pemda: string; officeId: string }, reason = 'Sebab') =>
			offerCase(giver, { ...report.ref, to, reason });
		await assert.rejects(offer({ pemda: medan, officeId: newId() }), { code: 'casework/no-such-office' });
		await assert.rejects(offer({ pemda: medan, officeId: works.officeId }), {
			code: 'casework/no-such-office',
		});
		await assert.rejects(offer(works), { code: 'casework/already-theirs' });
		await assert.rejects(offer(health, ''), { code: 'casework/text-missing' });
		const [outside] = (await listOffices('00')).filter((office) => office.external);
		if (outside) {
			await assert.rejects(offer({ pemda: '00', officeId: outside.id }), { code: 'casework/office-outside' });
		}
		await offer(health);
		await assert.rejects(offer(medanWorks), { code: 'casework/already-offered' });
	});

	test('a confidential one is seen by the office that has it and the one it is offered to, nobody else', async () => {
		const report = await openReport({ privacy: 'confidential' });
		await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
		await assert.rejects(getCaseFile(officerAt(works, 'secretary'), { ...report.ref, caseId: newId() }), {
			code: 'casework/no-such-case',
		});
		await assert.rejects(getCaseFile(officerAt(await deskOf(medan, 'desk'), 'triage'), report.ref), {
			code: 'casework/no-such-case',
		});
		await acceptCase(officerAt(medanWorks), report.ref);
		await assert.rejects(getCaseFile(officerAt(works), report.ref), { code: 'casework/no-such-case' });
		assert.equal((await getCaseFile(officerAt(medanWorks), report.ref)).holderOfficeId, medanWorks.officeId);
		assert.equal(await findPublicCase(report.number), undefined);
		const again = await openReport({ privacy: 'confidential' });
		await offerCase(officerAt(works), { ...again.ref, to: medanWorks, reason: 'Milik Medan.' });
		await refuseCase(officerAt(medanWorks), { ...again.ref, reason: 'Bukan kami.' });
		await assert.rejects(getCaseFile(officerAt(medanWorks), again.ref), { code: 'casework/no-such-case' });
	});
});

describe('at the same moment', () => {
	test('of two who accept one wins, and it is held once', async () => {
		const report = await openReport();
		await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
		const { version: seenVersion } = await getCaseFile(officerAt(medanWorks), report.ref);
		const tries = await Promise.allSettled(
			Array.from({ length: 6 }, () => acceptCase(officerAt(medanWorks), { ...report.ref, seenVersion })),
		);
		assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
		for (const one of tries)
			if (one.status === 'rejected') assert.equal(one.reason.code, 'casework/changed-meanwhile');
		assert.equal((await holders(report.caseId)).length, 1);
		assert.equal((await linesOf(report.caseId, 'accepted')).length, 1);
	});

	test('accepting and refusing: whichever comes first stands', async () => {
		for (let round = 0; round < 5; round++) {
			const report = await openReport();
			await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Milik Medan.' });
			const tries = await Promise.allSettled([
				acceptCase(officerAt(medanWorks), report.ref),
				refuseCase(officerAt(medanWorks), { ...report.ref, reason: 'Bukan.' }),
			]);
			assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1);
			assert.equal((await holders(report.caseId)).length, 1);
		}
	});

	test('an act on a case that moved on is refused, not done blindly', async () => {
		const report = await openReport();
		const officer = officerAt(works);
		const { version: seenVersion } = await getCaseFile(officer, report.ref);
		await verifyCase(officer, { ...report.ref, seenVersion });
		await assert.rejects(
			answerCase(officer, { ...report.ref, seenVersion, text: 'Sudah.', withoutEvidence: 'x' }),
			{
				kind: 'conflict',
				code: 'casework/changed-meanwhile',
			},
		);
	});
});

describe('one of the office', () => {
	test('takes it or gives it back; it comes up under their name', async () => {
		const report = await openReport();
		const sri = officerAt(works);
		await assignCase(sri, { ...report.ref, assignee: sri.accountId });
		const mine = await listInbox(sri, { assigneeId: sri.accountId });
		assert.deepEqual(
			mine.rows.map((row) => row.caseId),
			[report.caseId],
		);
		assert.equal((await linesOf(report.caseId, 'assigned'))[0]?.visibility, 'internal');
		await assignCase(sri, { ...report.ref, assignee: null });
		assert.equal((await listInbox(sri, { assigneeId: sri.accountId })).rows.length, 0);
	});

	test('is somebody who holds a post there', async () => {
		const report = await openReport();
		await assert.rejects(assignCase(officerAt(works), { ...report.ref, assignee: newId() }), {
			code: 'casework/no-such-assignee',
		});
	});
});
