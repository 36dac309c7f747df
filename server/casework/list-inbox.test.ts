import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import {
	assignCase,
	fireClocks,
	getCaseFile,
	type InboxFilter,
	listInbox,
	publishCase,
	verifyCase,
} from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { asahan, type Desk, deskOf, officerAt, openReport } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();

const monday = Date.parse('2026-02-02T03:00:00Z');
const day = 86_400_000;
let works: Desk;
before(async () => {
	works = await deskOf(asahan, 'public-works');
	for (let i = 0; i < 7; i++) {
		setClock(() => new Date(monday + (6 - i) * day));
		await openReport({
			title: `Jembatan ${i}`,
			...(i === 3 ? { region: '12.09.20', body: 'Lampu jalan padam.' } : {}),
		});
	}
});
afterEach(() => setClock());

const titles = async (filter: InboxFilter, page = {}) =>
	(await listInbox(officerAt(works), filter, page)).rows.map((row) => row.title);

describe('the inbox', () => {
	test('is in order of when the law says it is late, page after page without a gap', async () => {
		const officer = officerAt(works);
		const all = await listInbox(officer, {}, { limit: 100 });
		const dues = all.rows.map((row) => row.dueAt.getTime());
		assert.deepEqual(
			dues,
			dues.toSorted((a, b) => a - b),
		);
		const walked: string[] = [];
		let after: string | undefined;
		do {
			const page = await listInbox(officer, {}, { limit: 2, ...(after ? { after } : {}) });
			walked.push(...page.rows.map((row) => row.caseId));
			after = page.next;
		} while (after);
		assert.deepEqual(
			walked,
			all.rows.map((row) => row.caseId),
		);
		await assert.rejects(listInbox(officer, {}, { after: "x' or 1=1" }), { code: 'casework/wrong-page' });
	});

	test('is filtered by region, words, number, status, who has it and what nobody read over', async () => {
		const officer = officerAt(works);
		assert.deepEqual(await titles({ region: '12.09.20' }), ['Jembatan 3']);
		assert.deepEqual(await titles({ q: 'lampu' }), ['Jembatan 3']);
		const [row] = (await listInbox(officer, { region: '12.09.20' })).rows;
		assert.ok(row);
		assert.deepEqual(await titles({ q: `${row.number.slice(0, 4)} ${row.number.slice(4).toLowerCase()}` }), [
			'Jembatan 3',
		]);
		await verifyCase(officer, row);
		assert.deepEqual(await titles({ statuses: ['verified'] }), ['Jembatan 3']);
		await assignCase(officer, { ...row, assignee: officer.accountId });
		const mine = await listInbox(officer, { assigneeId: officer.accountId });
		assert.deepEqual([mine.rows.length, mine.counts.mine, mine.counts.unassigned], [1, 1, 6]);
		assert.equal((await titles({ unassigned: true })).length, 6);
		await publishCase(officer, { ...row, title: 'a', body: 'b', photos: [] });
		assert.equal((await titles({ unpublished: true })).length, 6);
		assert.deepEqual(await titles({ q: "'; drop table" }), []);
	});

	test('knows what is late', async () => {
		setClock(() => new Date('2026-02-06T03:00:00Z'));
		await fireClocks();
		const { rows, counts } = await listInbox(officerAt(works), { lateAt: new Date('2026-02-06T03:00:00Z') });
		assert.ok(rows.length > 0);
		assert.equal(counts.late, rows.length);
		assert.ok(rows.every((row) => row.dueAt < new Date('2026-02-06T03:00:00Z')));
	});
});

test('who looked at a case is remembered, at most once a minute', async () => {
	const officer = officerAt(works, 'officer', 'Ibu Ratna');
	const report = await openReport();
	const looks = async () => {
		const { rows } = await migratorDb.query<{ lastAt: Date }>({
			text: 'select last_at as "lastAt" from casework.seen where case_id = $1',
			values: [report.caseId],
		});
		return rows.map((row) => row.lastAt.toISOString());
	};
	for (const [at, last] of [
		['2026-11-24T03:00:00.000Z', '2026-11-24T03:00:00.000Z'],
		['2026-11-24T03:00:30.000Z', '2026-11-24T03:00:00.000Z'],
		['2026-11-24T03:02:00.000Z', '2026-11-24T03:02:00.000Z'],
	] as const) {
		setClock(() => new Date(at));
		const file = await getCaseFile(officer, report.ref);
		assert.deepEqual(
			file.seenBy.map((one) => one.name),
			['Ibu Ratna'],
		);
		assert.deepEqual(await looks(), [last]);
	}
});

test('looking from two windows at once is one look', async () => {
	const officer = officerAt(works);
	const report = await openReport();
	await Promise.all(Array.from({ length: 5 }, () => getCaseFile(officer, report.ref)));
	assert.equal((await getCaseFile(officer, report.ref)).seenBy.length, 1);
});
