import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	addNote,
	attachEvidence,
	findCaseRef,
	findFile,
	formatNumber,
	getCaseFile,
	getOverview,
	listInbox,
	listLedCases,
	listOwnLooks,
	verifyCase,
} from '#casework';
import { type Officer, scopeOf } from '#identity';
import { migratorDb, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { officerWith, operator } from '../support/accounts.ts';
import { asahan, deskOf, medan, officerAt, openReport, province } from '../support/cases.ts';
import { testDatabase } from '../support/database.ts';
import { resident } from '../support/residents.ts';

/**
 * Those who read and do nothing: the posts that ship, what each sees of which government, and that every reading of
 * theirs is on record before it is shown.
 */
await testDatabase();
const boss = await operator();
const overseers = {
	kpk: (await officerWith(boss, '00', 'overseer')).officer,
	inspectorate: (await officerWith(boss, province, 'overseer')).officer,
	asahan: (await officerWith(boss, asahan, 'overseer')).officer,
	medan: (await officerWith(boss, medan, 'overseer')).officer,
};
const works = await deskOf(asahan, 'public-works');
const sha256 = 'ab'.repeat(32);
const open = await openReport();
await attachEvidence(officerAt(works), {
	...open.ref,
	files: [{ kind: 'photo', sha256, originalSha256: sha256, contentType: 'image/jpeg', sizeBytes: 1 }],
});
await migratorDb.query({ text: 'update casework.attachment set published_at = null' });
const secret = await openReport({ privacy: 'confidential' });

async function codeOf(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'fine';
	} catch (error) {
		if (error instanceof Refusal) return error.code;
		throw error;
	}
}

type Line = { pemda: string; act: string; subject: string; detail: { numbers?: string[] } };
async function linesOf({ accountId }: Officer): Promise<Line[]> {
	const { rows } = await migratorDb.query<Line>({
		text: `select pemda, act, subject, detail from platform.audit where actor = $1 and act like 'casework/oversee%'
			order by at, id`,
		values: [`account:${accountId}`],
	});
	return rows;
}

test('an overseer of all reads each government, one of one government that one; none a confidential case', async () => {
	const sees = async (officer: Officer, ref: { pemda: string; caseId: string }) =>
		(await codeOf(getCaseFile(officer, ref))) === 'fine';
	const table = Object.entries(overseers).map(async ([name, officer]) => [
		name,
		await sees(officer, open.ref),
		await sees(officer, secret.ref),
		(await getOverview(officer)).counts.open,
		(await listLedCases(officer, { view: 'open' })).rows.length,
		await codeOf(findCaseRef(officer, formatNumber(open.number))),
		(await findFile(officer, sha256)) !== undefined,
		(await listInbox(officer)).rows.length,
	]);
	assert.deepEqual(await Promise.all(table), [
		['kpk', true, false, 1, 1, 'fine', true, 0],
		['inspectorate', true, false, 1, 1, 'fine', true, 0],
		['asahan', true, false, 1, 1, 'fine', true, 0],
		['medan', false, false, 0, 0, 'casework/no-such-case', false, 0],
	]);
});

test('every reading is on record: the case, its photo, the overview, the list with the numbers in it', async () => {
	const { officer } = await officerWith(boss, asahan, 'overseer');
	await getOverview(officer);
	await listLedCases(officer, { view: 'open' });
	await getCaseFile(officer, open.ref);
	await findFile(officer, sha256);
	assert.equal(await codeOf(getCaseFile(officer, secret.ref)), 'casework/no-such-case');
	const { file, lines } = { file: await getCaseFile(officer, open.ref), lines: await linesOf(officer) };
	const of = `case:${open.caseId}`;
	assert.deepEqual(
		lines.map(({ pemda, act, subject }) => [pemda, act, subject]),
		[
			[asahan, 'casework/oversee-read-overview', `government:${asahan}`],
			[asahan, 'casework/oversee-read-list', `government:${asahan}`],
			[asahan, 'casework/oversee-read-case', of],
			[asahan, 'casework/oversee-read-file', of],
			[asahan, 'casework/oversee-read-case', of],
		],
	);
	assert.deepEqual(lines[1]?.detail.numbers, [open.number]);
	assert.ok(
		!file.seenBy.some(({ name }) => name === officer.name),
		'in the trail, not in the file of the case',
	);
	assert.ok(Object.values(file.possible).every((may) => !may));
});

test('the person of the case sees who of them looked', async () => {
	const who = await resident();
	const own = await openReport({ ownerId: who.accountId });
	await getCaseFile(overseers.kpk, own.ref);
	await getCaseFile(overseers.kpk, own.ref);
	const looks = await listOwnLooks(who);
	assert.deepEqual(
		looks.map((look) => [look.number, look.who]),
		[[own.number, overseers.kpk.name]],
	);
});

test('an overseer changes nothing, by policy and, without it, by the wall', async () => {
	for (const officer of [overseers.kpk, overseers.asahan]) {
		assert.equal(await codeOf(verifyCase(officer, open.ref)), 'casework/not-yours');
		assert.equal(await codeOf(addNote(officer, { ...open.ref, text: 'Catatan.' })), 'casework/not-yours');
		for (const text of [
			'update casework.custody set reason = reason',
			'update casework.contact set name = name',
			`insert into casework.entry (pemda, id, case_id, at, kind, visibility, actor)
				values ('${asahan}', gen_random_uuid(), '${open.caseId}', now(), 'note', 'internal', 'x')`,
		]) {
			await assert.rejects(
				withScope(scopeOf(officer), (tx) => tx.query({ text })),
				/read-only transaction/,
			);
		}
	}
});

test('a hundred readings at once share their statements; what one costs is said', async (t) => {
	const leader = officerAt(await deskOf(province, 'leader'), 'regional-head');
	const time = async (officer: Officer) => {
		const start = performance.now();
		for (let n = 0; n < 60; n++) await getCaseFile(officer, open.ref);
		return (performance.now() - start) / 60;
	};
	await time(leader);
	const rounds: [leader: number, overseer: number][] = [];
	for (let n = 0; n < 3; n++) rounds.push([await time(leader), await time(overseers.kpk)]);
	const median = (at: 0 | 1) => rounds.map((round) => round[at] ?? 0).sort((a, b) => a - b)[1] ?? 0;
	t.diagnostic(
		`a case read by the governor ${median(0).toFixed(2)} ms, by an overseer with its line ${median(1).toFixed(2)} ms`,
	);
	const before = (await linesOf(overseers.kpk)).length;
	await Promise.all(Array.from({ length: 100 }, () => getCaseFile(overseers.kpk, open.ref)));
	assert.equal((await linesOf(overseers.kpk)).length, before + 100);
});
