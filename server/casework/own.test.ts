import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimCase, getCaseFile, listOwnCases, listOwnLooks, openAsOwner, replyAsPerson } from '#casework';
import { listAudit } from '#platform/audit';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { officerAt, openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { resident } from '../../tests/support/residents.ts';

await testDatabase();
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('a case filed signed in is in the account, with its title, and opens without a code', async () => {
	const who = await resident();
	const report = await openReport({ ownerId: who.accountId, privacy: 'confidential' });
	const { cases } = await listOwnCases(who);
	assert.deepEqual(
		cases.map(({ number, ownTitle }) => [number, ownTitle]),
		[[report.number, 'Jembatan rusak di Kisaran']],
	);
	const opened = await openAsOwner(who, report.number);
	assert.ok(opened);
	assert.equal((await getCaseFile(opened.actor, opened)).number, report.number);
	await replyAsPerson(opened.actor, { ...report.ref, text: 'Sudah dua minggu begini.' });
	const line = (await listAudit(migratorDb, `case:${report.ref.caseId}`)).find(({ act }) =>
		act.includes('reply'),
	);
	assert.equal(line?.detail['account'], who.accountId);
});

test('of another account it is not there', async () => {
	const report = await openReport({ ownerId: (await resident()).accountId });
	const stranger = await resident();
	assert.equal(await openAsOwner(stranger, report.number), undefined);
	assert.deepEqual((await listOwnCases(stranger)).cases, []);
	await assert.rejects(
		listOwnCases(officerAt(report.holder)),
		refused('casework/no-account'),
		'an officer has cases only for others',
	);
});

test('the code of a receipt brings a case into an account, once', async () => {
	const who = await resident();
	const report = await openReport();
	await assert.rejects(
		claimCase(who, { number: report.number, code: 'SALAH234' }),
		refused('casework/wrong-code'),
	);
	await claimCase(who, report);
	await claimCase(who, report);
	assert.equal((await listOwnCases(who)).cases.length, 1);
});

test('the owner sees which officer opened it, from which office, how often and why; each time is in the chain', async () => {
	const who = await resident();
	const report = await openReport({ ownerId: who.accountId });
	const officer = officerAt(report.holder, 'officer', 'Sri Rejeki');
	await getCaseFile(officer, report.ref);
	await getCaseFile(officer, report.ref);
	const [look, ...more] = await listOwnLooks(who);
	assert.equal(more.length, 0);
	assert.deepEqual(
		[look?.number, look?.who, look?.office?.officeId, look?.looks, look?.reason],
		[report.number, 'Sri Rejeki', report.holder.officeId, 2, 'case'],
	);
	assert.match(look?.basis ?? '', /UU 27\/2022/);
	const lines = (await listAudit(migratorDb, `case:${report.ref.caseId}`)).filter(
		({ act }) => act === 'casework/read-case',
	);
	assert.deepEqual(
		lines.map(({ actor }) => actor),
		Array(2).fill(`account:${officer.accountId}`),
	);
});

test('under a mandate for reports the cases are the giver’s, and the trail says so', async () => {
	const giver = await resident('nik', 'Ibu (contoh)');
	const report = await openReport({ ownerId: giver.accountId });
	const helper = await resident('nik', 'Anak (contoh)');
	const represented = { mandateId: 'm', kind: 'person' as const, id: giver.accountId, name: 'Ibu (contoh)' };
	const acting = { ...helper, actsFor: { ...represented, scope: ['reports'] } };
	const opened = await openAsOwner(acting, report.number);
	assert.ok(opened);
	await replyAsPerson(opened.actor, { ...report.ref, text: 'Ibu saya menunggu jawaban.' });
	const lines = await listAudit(migratorDb, `case:${report.ref.caseId}`);
	assert.equal(lines.find(({ act }) => act.includes('reply'))?.onBehalfOf, `person:${giver.accountId}`);
	const elsewhere = { ...helper, actsFor: { ...represented, scope: [] } };
	assert.equal(await openAsOwner(elsewhere, report.number), undefined);
});
