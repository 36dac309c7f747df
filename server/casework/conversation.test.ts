import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import {
	addNote,
	addTask,
	answerCase,
	archiveCase,
	askPerson,
	confirmCase,
	disputeCase,
	findPublicCase,
	finishTask,
	fireClocks,
	getCaseFile,
	listInbox,
	messagePerson,
	rateCase,
	reopenCase,
	reopenTask,
	replyAsPerson,
	startCase,
	verifyCase,
	withdrawCase,
} from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import {
	asahan,
	clockOf,
	type Desk,
	deskOf,
	linesOf,
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

const solved = { text: 'Papan jembatan sudah diganti.', withoutEvidence: 'Foto menyusul' };

async function answered() {
	setClock(() => monday);
	const report = await openReport();
	const officer = officerAt(works);
	await verifyCase(officer, report.ref);
	await answerCase(officer, { ...report.ref, ...solved });
	return { report, officer };
}

describe('talking', () => {
	test('the person reads messages and questions, never notes and tasks; strangers none of it', async () => {
		const report = await openReport();
		const officer = officerAt(works);
		await verifyCase(officer, report.ref);
		await messagePerson(officer, { ...report.ref, text: 'Tim kami datang besok.' });
		await addNote(officer, { ...report.ref, text: 'Anggaran menipis.' });
		await addTask(officer, { ...report.ref, text: 'Pesan kayu', dueOn: '2026-03-01' });
		await askPerson(officer, { ...report.ref, text: 'Di sisi mana?' });
		await replyAsPerson(report.person, { ...report.ref, text: 'Sisi utara.' });
		const theirs = await getCaseFile(report.person, report.ref);
		const kinds = theirs.entries.map((entry) => entry.kind);
		assert.deepEqual(kinds, ['filed', 'verified', 'message', 'asked', 'reply', 'resumed']);
		assert.deepEqual(theirs.tasks, []);
		assert.deepEqual(theirs.seenBy, [], 'who of the office looked is not told');
		assert.ok((await getCaseFile(officer, report.ref)).entries.some((entry) => entry.kind === 'note'));
		const stranger = { ...report.person, caseId: (await openReport()).caseId };
		await assert.rejects(getCaseFile(stranger, report.ref), { code: 'casework/no-such-case' });
		await assert.rejects(replyAsPerson(stranger, { ...report.ref, text: 'x' }), {
			code: 'casework/no-such-case',
		});
	});

	test('two taps say it once', async () => {
		const report = await openReport();
		const officer = officerAt(works);
		const twice = async (act: () => Promise<unknown>) => void (await Promise.all([act(), act()]));
		await twice(() => messagePerson(officer, { ...report.ref, text: 'Besok.' }));
		await twice(() => addNote(officer, { ...report.ref, text: 'Catat.' }));
		await twice(() => addTask(officer, { ...report.ref, text: 'Kayu', dueOn: null }));
		await twice(() => replyAsPerson(report.person, { ...report.ref, text: 'Terima kasih.' }));
		for (const kind of ['message', 'note', 'task', 'reply'])
			assert.equal((await linesOf(report.caseId, kind)).length, 1, kind);
		assert.equal((await getCaseFile(officer, report.ref)).tasks.length, 1);
	});

	test('a task is finished once', async () => {
		const report = await openReport();
		const officer = officerAt(works);
		await addTask(officer, { ...report.ref, text: 'Kayu', dueOn: null });
		const [task] = (await getCaseFile(officer, report.ref)).tasks;
		await finishTask(officer, { ...report.ref, taskId: task?.id ?? '' });
		await reopenTask(officer, { ...report.ref, taskId: task?.id ?? '' });
		await assert.rejects(reopenTask(officer, { ...report.ref, taskId: task?.id ?? '' }), {
			code: 'casework/no-such-task',
		});
		await finishTask(officer, { ...report.ref, taskId: task?.id ?? '' });
		for (const taskId of ['', "1'", '__proto__']) {
			await assert.rejects(finishTask(officer, { ...report.ref, taskId }), { code: 'casework/no-such-task' });
		}
		await assert.rejects(finishTask(officer, { ...report.ref, taskId: task?.id ?? '' }), {
			code: 'casework/no-such-task',
		});
		await assert.rejects(addTask(officer, { ...report.ref, text: 'Kayu', dueOn: '2026-02-31' }), {
			code: 'casework/no-such-day',
		});
	});

	test('what no text can hold is refused at its field', async () => {
		const report = await openReport();
		const say = (text: string) => messagePerson(officerAt(works), { ...report.ref, text });
		await assert.rejects(say(' \n '), {
			code: 'casework/text-missing',
			fields: { text: 'refusal.casework.text-missing' },
		});
		await assert.rejects(say('a\u0000b'), { code: 'casework/text-unreadable' });
		await assert.rejects(say('\ud800'), { code: 'casework/text-unreadable' });
		await assert.rejects(say('x'.repeat(4001)), { code: 'casework/text-too-long', params: { most: 4000 } });
	});
});

describe('answering', () => {
	test('needs evidence or a written reason where the class asks for it, and none where not', async () => {
		const officer = officerAt(works);
		const complaint = await openReport();
		await assert.rejects(answerCase(officer, { ...complaint.ref, text: 'Sudah.' }), {
			code: 'casework/evidence-missing',
		});
		const question = await openReport({ class: 'question' });
		await answerCase(officer, { ...question.ref, text: 'Buka pukul 08.00.' });
		assert.equal((await getCaseFile(officer, question.ref)).status, 'answered');
	});

	test('meets the clocks, starts the one to close, and the person confirms', async () => {
		const { report, officer } = await answered();
		for (const code of ['verify', 'follow-up', 'solve'])
			assert.ok((await clockOf(report.caseId, code))?.metAt, code);
		assert.equal(
			(await clockOf(report.caseId, 'auto-close'))?.dueAt.toISOString(),
			'2026-02-18T16:59:59.999Z',
		);
		await assert.rejects(confirmCase(officer, report.ref), { code: 'casework/not-yours' });
		await confirmCase(report.person, report.ref);
		const file = await getCaseFile(report.person, report.ref);
		assert.equal(file.status, 'closed');
		assert.equal(file.outcome, 'confirmed');
		assert.equal(
			(await listInbox(officer)).rows.some((row) => row.caseId === report.caseId),
			false,
		);
		await assert.rejects(confirmCase(report.person, report.ref), { code: 'casework/not-now' });
	});

	test('silence closes it after the legal days and not before', async () => {
		const { report } = await answered();
		at('2026-02-18T16:00:00Z');
		await fireClocks();
		assert.equal((await getCaseFile(report.person, report.ref)).status, 'answered');
		at('2026-02-18T17:00:01Z');
		await fireClocks();
		const file = await getCaseFile(report.person, report.ref);
		assert.equal(file.outcome, 'silent');
		assert.deepEqual(file.closedAt, new Date('2026-02-18T17:00:01Z'));
	});

	test('a dispute goes one level up, and the clock to solve stands where it stood', async () => {
		const { report, officer } = await answered();
		const before = await clockOf(report.caseId, 'solve');
		at('2026-02-04T03:00:00Z');
		await disputeCase(report.person, { ...report.ref, reason: 'Papan masih patah.' });
		const solve = await clockOf(report.caseId, 'solve');
		assert.deepEqual(solve?.dueAt, before?.dueAt);
		assert.deepEqual(solve?.startedAt, before?.startedAt);
		assert.equal(solve?.metAt, null);
		assert.ok((await clockOf(report.caseId, 'auto-close'))?.cancelledAt);
		const file = await getCaseFile(officer, report.ref);
		assert.deepEqual(
			[file.status, file.disputes, file.escalation, file.answeredAt],
			['disputed', 1, 1, null],
		);
		assert.equal((await linesOf(report.caseId, 'escalated'))[0]?.detail['reason'], 'disputed');
		const shown = await findPublicCase(report.number);
		assert.equal(
			shown?.entries.some((entry) => entry.kind === 'disputed'),
			true,
		);
		assert.equal(JSON.stringify(shown).includes('masih patah'), false, 'nobody read these words over');
		await startCase(officer, { ...report.ref, plan: 'Kami kirim tim lagi.' });
		await answerCase(officer, { ...report.ref, ...solved });
		await confirmCase(report.person, report.ref);
		const { rows } = await migratorDb.query<{ disputed: boolean; confirmed: boolean }>({
			text: `select disputed_at is not null as disputed, confirmed_at is not null as confirmed
				from casework.closure where case_id = $1 order by answered_at`,
			values: [report.caseId],
		});
		assert.deepEqual(rows, [
			{ disputed: true, confirmed: false },
			{ disputed: false, confirmed: true },
		]);
	});
});

describe('ending and beginning again', () => {
	test('archived for a reason that is known, explained, and spam is never public', async () => {
		const head = officerAt(works, 'office-head');
		const report = await openReport();
		await assert.rejects(archiveCase(head, { ...report.ref, reason: 'bored', explanation: 'x' }), {
			code: 'casework/reason-missing',
		});
		await assert.rejects(archiveCase(officerAt(works), { ...report.ref, reason: 'spam', explanation: 'x' }), {
			code: 'casework/not-yours',
		});
		await archiveCase(head, { ...report.ref, reason: 'spam', explanation: 'Iklan.' });
		const file = await getCaseFile(head, report.ref);
		assert.deepEqual([file.status, file.outcome, file.publication], ['closed', 'archived', 'never']);
		const { rows } = await migratorDb.query<{ listed: boolean }>({
			text: 'select listed from casework.public_case where case_id = $1',
			values: [report.caseId],
		});
		assert.equal(rows[0]?.listed, false);
	});

	test('withdrawn by the person while the office waits for them; reopened, its clock runs on', async () => {
		setClock(() => monday);
		const report = await openReport();
		const officer = officerAt(works, 'office-head');
		await verifyCase(officer, report.ref);
		await askPerson(officer, { ...report.ref, text: 'Di sisi mana?' });
		const started = (await clockOf(report.caseId, 'solve'))?.startedAt;
		await withdrawCase(report.person, report.ref);
		assert.equal((await getCaseFile(officer, report.ref)).outcome, 'withdrawn');
		at('2026-02-03T03:00:00Z');
		await reopenCase(officer, { ...report.ref, reason: 'Dicabut karena salah tekan.' });
		const file = await getCaseFile(officer, report.ref);
		assert.deepEqual(
			[file.status, file.outcome, file.closedAt, file.reopenings],
			['in-progress', null, null, 1],
		);
		const solve = await clockOf(report.caseId, 'solve');
		assert.deepEqual([solve?.startedAt, solve?.pausedSince, solve?.cancelledAt], [started, null, null]);
		assert.equal((await listInbox(officer)).rows.filter((row) => row.caseId === report.caseId).length, 1);
	});

	test('a case that was on offer when it ended comes back to its holder, not to the one it was offered to', async () => {
		const { offerCase } = await import('#casework');
		const report = await openReport();
		const officer = officerAt(works, 'office-head');
		await offerCase(officer, { ...report.ref, to: await deskOf(asahan, 'health'), reason: 'Limbah.' });
		await withdrawCase(report.person, report.ref);
		await reopenCase(officer, { ...report.ref, reason: 'Salah tekan.' });
		const { rows } = await migratorDb.query<{ officeId: string; state: string }>({
			text: 'select office_id as "officeId", state from casework.custody where case_id = $1 and ended_at is null',
			values: [report.caseId],
		});
		assert.deepEqual(rows, [{ officeId: works.officeId, state: 'held' }]);
	});
});

describe('satisfaction', () => {
	test('rated once, after the end, with marks from 1 to 4', async () => {
		const { report } = await answered();
		const rate = (marks: Record<string, number>) =>
			rateCase(report.person, { ...report.ref, marks, comment: 'Cepat.' });
		await assert.rejects(rate({ u2: 4 }), { code: 'casework/not-now' });
		await confirmCase(report.person, report.ref);
		for (const wrong of [{}, { u2: 0 }, { u2: 5 }, { u2: 2.5 }, { u2: Number.NaN }]) {
			await assert.rejects(rate(wrong), { code: 'casework/mark-missing' });
		}
		await rate({ u2: 4, u3: 3 });
		await assert.rejects(rate({ u2: 1 }), { code: 'casework/already-rated' });
		const { rows } = await migratorDb.query<{ u2: number; u3: number; u1: number | null }>({
			text: 'select u1, u2, u3 from casework.rating where case_id = $1',
			values: [report.caseId],
		});
		assert.deepEqual(rows[0], { u1: null, u2: 4, u3: 3 });
	});
});
