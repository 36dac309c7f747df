import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exportInbox, type InboxFilter, listInbox } from '#casework';
import type { Officer, Role } from '#identity';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import {
	asahan,
	type Desk,
	deskOf,
	medan,
	officerAt,
	openReport,
	province,
} from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { suspended } from '../../tests/support/suspended.ts';

await testDatabase();

const monday = Date.parse('2026-02-02T03:00:00Z');
const works = await deskOf(asahan, 'public-works');
const health = await deskOf(asahan, 'health');
const medanWorks = await deskOf(medan, 'public-works');

before(async () => {
	for (const [holder, pemda, region, how] of [
		[works, asahan, '12.09.19', {}],
		[works, asahan, '12.09.20', { class: 'question', subject: 'road.pothole' }],
		[works, asahan, '12.09.19', { privacy: 'confidential' }],
		[health, asahan, '12.09.19', {}],
		[health, asahan, '12.09.19', { privacy: 'confidential' }],
		[medanWorks, medan, '12.71.01', {}],
	] as const) {
		setClock(() => new Date(monday + Math.random() * 86_400_000));
		await openReport({ holder, pemda, region, ...how });
	}
});
after(() => setClock());

async function take(officer: Officer, filter: InboxFilter = {}, order: 'due' | 'newest' | 'oldest' = 'due') {
	const { count, rows } = await exportInbox(officer, filter, order);
	const taken = await Array.fromAsync(rows);
	assert.equal(taken.length, count);
	return taken;
}

describe('an export of the inbox', () => {
	const desks: [role: Role, desk: Desk | 'desk' | 'secretariat' | 'communication' | 'leader', at: string][] =
		[
			['officer', works, asahan],
			['office-head', works, asahan],
			['officer', health, asahan],
			['officer', medanWorks, medan],
			['triage', 'desk', asahan],
			['secretary', 'secretariat', asahan],
			['regional-head', 'leader', province],
			['administrator', 'communication', asahan],
			['overseer', 'communication', province],
		];
	for (const [role, at, pemda] of desks) {
		test(`of ${role} is what their list shows, no row more`, async () => {
			const officer = officerAt(typeof at === 'string' ? await deskOf(pemda, at) : at, role);
			for (const order of ['due', 'newest', 'oldest'] as const) {
				const list = await listInbox(officer, {}, { limit: 200, order });
				const ids = (rows: { caseId: string }[]) => rows.map((row) => row.caseId);
				assert.deepEqual(ids(await take(officer, {}, order)), ids(list.rows));
			}
		});
	}

	test('of another office’s desk, asked for by name, holds nothing that is not in sight', async () => {
		for (const officer of [officerAt(health), officerAt(medanWorks), officerAt(works, 'administrator')]) {
			assert.deepEqual(await take(officer, { office: works }), []);
		}
		const triage = officerAt(await deskOf(asahan, 'desk'), 'triage');
		const seen = await take(triage, { office: works });
		assert.deepEqual([seen.length, seen.some(({ privacy }) => privacy === 'confidential')], [2, false]);
	});

	test('keeps the filters of the list', async () => {
		const officer = officerAt(works);
		const subjects = async (filter: InboxFilter) => (await take(officer, filter)).map((row) => row.subject);
		assert.deepEqual(await subjects({ class: 'question' }), ['road.pothole']);
		assert.deepEqual(await subjects({ subjects: ['road.pothole'] }), ['road.pothole']);
		assert.deepEqual(await subjects({ region: '12.09.20' }), ['road.pothole']);
		assert.equal((await subjects({ subjects: ['road.bridge'] })).length, 2);
		assert.deepEqual(await subjects({ q: "'; drop table" }), []);
	});

	test('is on record: who, how many, with which filter, before a row is read', async () => {
		const officer = officerAt(works);
		await exportInbox(officer, { class: 'question' });
		const { rows } = await migratorDb.query<{ pemda: string; actor: string; detail: object }>({
			text: "select pemda, actor, detail from platform.audit where act = 'casework/export-inbox' and actor = $1",
			values: [`account:${officer.accountId}`],
		});
		assert.deepEqual(rows, [
			{
				pemda: asahan,
				actor: `account:${officer.accountId}`,
				detail: { count: 1, filter: { class: 'question' }, order: 'due' },
			},
		]);
	});
});

test('whoever is suspended while they take it gets no further page', async () => {
	const officer = officerAt(works);
	const { rows } = await exportInbox(officer);
	await suspended(officer);
	await assert.rejects(Array.fromAsync(rows), { name: 'Refusal', code: 'identity/sign-in-needed' });
});

test('pages by the day of filing have no gap', async () => {
	const officer = officerAt(works);
	for (const order of ['newest', 'oldest'] as const) {
		const days = (await listInbox(officer, {}, { order })).rows.map((row) => row.filedAt.getTime());
		assert.deepEqual(
			days,
			days.toSorted((a, b) => (order === 'newest' ? b - a : a - b)),
		);
		const walked: number[] = [];
		let from: string | undefined;
		do {
			const page = await listInbox(officer, {}, { limit: 1, order, ...(from ? { after: from } : {}) });
			walked.push(...page.rows.map((row) => row.filedAt.getTime()));
			from = page.next;
		} while (from);
		assert.deepEqual(walked, days);
	}
});
