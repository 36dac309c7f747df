import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import {
	acceptCase,
	answerCase,
	askPerson,
	fireClocks,
	getCaseFile,
	listInbox,
	offerCase,
	replyAsPerson,
	verifyCase,
} from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
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

/** A Monday without a holiday near it. */
const monday = new Date('2026-02-02T03:00:00Z');
const at = (text: string) => setClock(() => new Date(text));
const local = (day: string) => `${day}T16:59:59.999Z`; // 23:59:59.999 WIB

let works: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
});
afterEach(() => setClock());

/** An account that holds the first post of a government with this role. */
async function giveSomebody(role: string, pemda: string): Promise<void> {
	await migratorDb.query({
		text: `with a as (insert into identity.account (id, email, name, created_by) values ($1::uuid, $1::uuid::text || '@contoh.example', 'Sri', 'test') returning id)
			insert into identity.holding (pemda, id, post_id, account_id, held_from, given_by)
			select p.pemda, $1::uuid, p.id, a.id, '2020-01-01', 'test' from a, regions.post p where p.pemda = $2 and p.role = $3 limit 1`,
		values: [newId(), pemda, role],
	});
}

describe('what runs', () => {
	test('by class, in working days, each with its legal basis', async () => {
		setClock(() => monday);
		const expected = {
			complaint: '2026-02-24',
			'complaint-investigation': '2026-05-13',
			aspiration: '2026-02-09',
			question: '2026-02-09',
		} as const;
		for (const [kind, day] of Object.entries(expected)) {
			const report = await openReport({ class: kind as keyof typeof expected });
			const solve = await clockOf(report.caseId, 'solve');
			if (kind !== 'complaint-investigation') assert.equal(solve?.dueAt.toISOString(), local(day), kind);
			assert.deepEqual(solve?.dueAt, report.dueAt);
			assert.match(solve?.legalBasis ?? '', /PermenPANRB 62\/2018/);
			assert.equal((await clockOf(report.caseId, 'verify'))?.dueAt.toISOString(), local('2026-02-05'));
		}
	});

	test('verifying in time meets its clock and starts the one to follow up', async () => {
		setClock(() => monday);
		const report = await openReport();
		at('2026-02-03T02:00:00Z');
		await verifyCase(officerAt(works), report.ref);
		assert.ok((await clockOf(report.caseId, 'verify'))?.metAt);
		assert.equal((await clockOf(report.caseId, 'follow-up'))?.dueAt.toISOString(), local('2026-02-10'));
		at('2026-02-06T02:00:00Z');
		await fireClocks();
		const late = await linesOf(report.caseId, 'late');
		assert.deepEqual(
			late.map((line) => line.detail['clock']),
			['moderate'],
			'only nobody read it over',
		);
	});
});

describe('running out', () => {
	test('fires once with two workers at the same moment, and never again', async () => {
		setClock(() => monday);
		const reports = await Promise.all(
			Array.from({ length: 8 }, () => openReport({ privacy: 'confidential' })),
		);
		at('2026-02-06T02:00:00Z');
		const fired = await Promise.all([fireClocks(), fireClocks(), fireClocks()]);
		assert.equal(
			fired.reduce((a, b) => a + b),
			8,
			'three sweeps together fire eight clocks',
		);
		assert.equal(await fireClocks(), 0, 'a restart finds nothing to do');
		for (const report of reports) {
			assert.equal((await linesOf(report.caseId, 'late')).length, 1);
			assert.equal((await linesOf(report.caseId, 'escalated')).length, 1);
		}
		const { rows } = await migratorDb.query<{ count: number }>({
			text: `select count(*)::int as count from platform.audit where act = 'casework/note-late' and subject = any($1)`,
			values: [reports.map((report) => `case:${report.caseId}`)],
		});
		assert.equal(rows[0]?.count, 8, 'one audit line each');
	});

	test('what fails leaves its clock unfired and does not hold up the others', async () => {
		setClock(() => monday);
		const broken = await openReport({ privacy: 'confidential' });
		const fine = await openReport({ privacy: 'confidential' });
		await migratorDb.query({
			text: `create function casework.fail() returns trigger language plpgsql as $$
				begin if new.case_id = '${broken.caseId}' and new.kind = 'late' then raise exception 'broken'; end if; return new; end $$`,
		});
		await migratorDb.query({
			text: 'create trigger fail before insert on casework.entry for each row execute function casework.fail()',
		});
		at('2026-02-06T02:00:00Z');
		await fireClocks();
		assert.equal((await linesOf(fine.caseId, 'late')).length, 1);
		assert.equal((await clockOf(broken.caseId, 'verify'))?.firedAt, null);
		await migratorDb.query({ text: 'drop trigger fail on casework.entry' });
		await fireClocks();
		assert.equal((await linesOf(broken.caseId, 'late')).length, 1, 'its turn comes when it can be done');
	});

	test('climbs one rung a working day while it is late, passes a vacant post by name, and stops when it is done', async () => {
		setClock(() => monday);
		const report = await openReport({ privacy: 'confidential' });
		at('2026-02-06T02:00:00Z');
		await fireClocks();
		const [first] = await linesOf(report.caseId, 'escalated');
		assert.match(first?.body ?? '', /Kepala Dinas/);
		assert.equal(first?.detail['reason'], 'late');
		at('2026-02-10T02:00:00Z');
		await fireClocks();
		assert.equal((await linesOf(report.caseId, 'escalated')).length, 2, 'the secretary is next');
		await verifyCase(officerAt(works), report.ref);
		at('2026-02-13T02:00:00Z');
		await fireClocks();
		assert.equal((await linesOf(report.caseId, 'escalated')).length, 2, 'nothing is late any more');
	});

	test('reaches the governor at last and stays there', async () => {
		setClock(() => monday);
		const report = await openReport({ privacy: 'confidential' });
		for (let day = 3; day < 26; day++) {
			at(new Date(monday.getTime() + day * 86_400_000).toISOString());
			await fireClocks();
		}
		const steps = await linesOf(report.caseId, 'escalated');
		assert.match(steps.at(-1)?.body ?? '', /Gubernur/);
		assert.equal(new Set(steps.map((step) => step.detail['level'])).size, steps.length, 'no rung twice');
	});

	test('rungs nobody holds are passed over and named, never silently', async () => {
		setClock(() => monday);
		await giveSomebody('secretary', asahan);
		const report = await openReport({ holder: await deskOf(asahan, 'health'), privacy: 'confidential' });
		at('2026-02-06T02:00:00Z');
		await fireClocks();
		const [step] = await linesOf(report.caseId, 'escalated');
		assert.equal(step?.body, 'Sekretaris Daerah');
		assert.equal(step?.detail['vacant'], false);
		assert.deepEqual(step?.detail['vacantPassed'], ['Kepala Dinas Kesehatan Kabupaten Asahan']);
	});

	test('where nobody above holds a post it still goes up one rung, and the line says it is empty', async () => {
		setClock(() => monday);
		const report = await openReport({
			pemda: medan,
			region: '12.71',
			holder: await deskOf(medan, 'health'),
			privacy: 'confidential',
		});
		at('2026-02-06T02:00:00Z');
		await fireClocks();
		const [step] = await linesOf(report.caseId, 'escalated');
		assert.equal(step?.detail['role'], 'office-head');
		assert.equal(step?.detail['vacant'], true);
	});

	test('moderation that is late climbs too', async () => {
		setClock(() => monday);
		const report = await openReport();
		await verifyCase(officerAt(works), report.ref);
		at('2026-02-04T02:00:00Z');
		await fireClocks();
		assert.equal((await linesOf(report.caseId, 'late'))[0]?.detail['clock'], 'moderate');
		assert.equal((await linesOf(report.caseId, 'escalated')).length, 1);
	});
});

describe('waiting for the person', () => {
	test('stands still with its reason, and every due time moves by the working days it stood', async () => {
		setClock(() => monday);
		const report = await openReport();
		const officer = officerAt(works);
		await verifyCase(officer, report.ref);
		at('2026-02-03T02:00:00Z');
		await askPerson(officer, { ...report.ref, text: 'Di sisi mana?' });
		at('2026-02-13T02:00:00Z');
		await fireClocks();
		assert.equal(
			(await linesOf(report.caseId, 'late')).filter((line) => line.detail['clock'] !== 'moderate').length,
			0,
		);
		await replyAsPerson(report.person, { ...report.ref, text: 'Sisi utara.' });
		const solve = await clockOf(report.caseId, 'solve');
		assert.equal(solve?.pausedSince, null);
		// 3 to 13 February: eight working days
		assert.equal(solve?.dueAt.toISOString(), local('2026-03-06'));
		const file = await getCaseFile(officer, report.ref);
		assert.deepEqual(file.dueAt, solve?.dueAt);
		assert.equal(file.status, 'in-progress');
		const { rows } = await migratorDb.query<{ reason: string; open: boolean }>({
			text: `select p.reason, p.resumed_at is null as open from casework.deadline_pause p
				join casework.deadline d on d.pemda = p.pemda and d.id = p.deadline_id where d.case_id = $1`,
			values: [report.caseId],
		});
		assert.ok(rows.length >= 2);
		assert.ok(rows.every((row) => !row.open && row.reason !== ''));
	});

	test('an answer while waiting ends the pause, and a later dispute finds the clock where it stood', async () => {
		setClock(() => monday);
		const report = await openReport();
		const officer = officerAt(works);
		await verifyCase(officer, report.ref);
		await askPerson(officer, { ...report.ref, text: 'Di sisi mana?' });
		at('2026-02-04T02:00:00Z');
		await answerCase(officer, { ...report.ref, text: 'Sudah diperbaiki.', withoutEvidence: 'Foto menyusul' });
		const { rows } = await migratorDb.query<{ open: number }>({
			text: `select count(*)::int as open from casework.deadline_pause p join casework.deadline d on d.pemda = p.pemda
				and d.id = p.deadline_id where d.case_id = $1 and p.resumed_at is null`,
			values: [report.caseId],
		});
		assert.equal(rows[0]?.open, 0);
		const file = await getCaseFile(officer, report.ref);
		assert.deepEqual(file.dueAt, (await clockOf(report.caseId, 'solve'))?.dueAt);
	});
});

test('an offer nobody answers lapses: the giver still holds it, and it goes up at the receiver', async () => {
	setClock(() => monday);
	const report = await openReport();
	const medanWorks = await deskOf(medan, 'public-works');
	await offerCase(officerAt(works), { ...report.ref, to: medanWorks, reason: 'Jalan kota Medan.' });
	assert.equal(
		(await clockOf(report.caseId, 'accept'))?.calendar,
		medan,
		'under the calendar of the receiver',
	);
	at('2026-02-04T02:00:00Z');
	await fireClocks();
	const [lapsed] = await linesOf(report.caseId, 'lapsed');
	assert.ok(lapsed);
	const step = (await linesOf(report.caseId, 'escalated')).find(
		(line) => line.detail['reason'] === 'no-answer',
	);
	assert.equal(step?.detail['pemda'], medan);
	assert.equal(step?.detail['role'], 'triage');
	const file = await getCaseFile(officerAt(works), report.ref);
	assert.equal(file.holderOfficeId, works.officeId);
	assert.deepEqual(file.custody.map((custody) => custody.state).sort(), ['held', 'lapsed', 'offered']);
	assert.equal(
		(await listInbox(officerAt(await deskOf(medan, 'desk'), 'triage'), { custody: 'offered' })).rows.length,
		1,
	);
	await assert.rejects(acceptCase(officerAt(medanWorks), report.ref), { code: 'casework/not-yours' });
	at('2026-02-09T02:00:00Z');
	await fireClocks();
	at('2026-02-12T02:00:00Z');
	await fireClocks();
	const roles = (await linesOf(report.caseId, 'escalated')).flatMap((line) =>
		line.detail['reason'] === 'no-answer' ? [line.detail['role']] : [],
	);
	assert.deepEqual(roles, ['triage', 'secretary'], 'then it ends');
	assert.equal((await linesOf(report.caseId, 'lapsed')).length, 3);
	await assert.rejects(acceptCase(officerAt(medanWorks), report.ref), { code: 'casework/nothing-offered' });
});
