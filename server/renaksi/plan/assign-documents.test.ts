import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setClock } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listPosts } from '#regions';
import {
	assignDocuments,
	filterTasks,
	getOfficeWork,
	getSchedule,
	listBatches,
	listTasks,
	submitEvidence,
	undoAssignment,
	verifyEvidence,
} from '#renaksi';
import { asahan, deskOf, officerAt, province } from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { evidenceFor, openYear, planOf, screenshots } from '../../../tests/support/renaksi.ts';
import { spreadDays } from './spread-days.ts';

await testDatabase();
let clock = Date.parse('2025-03-03T02:00:00Z');
setClock(() => new Date(clock));
after(() => setClock());
const pass = () => {
	clock += 60_000;
};

const works = await deskOf(asahan, 'public-works');
const health = await deskOf(asahan, 'health');
const officer = officerAt(works);
const secretary = officerAt(works, 'secretary');
const ref = { pemda: asahan, year: openYear };
const schedule = { startsOn: '2025-03-03', dueOn: '2025-09-30' };
const words = { target: '1', unit: 'dokumen' };
const refused = (code: string) => (error: unknown) =>
	error instanceof Refusal && error.code === `renaksi/${code}`;
const area = { ...ref, area: 'bmd', onlyFree: true, officeId: works.officeId, ...schedule, ...words };
const given = async (officeId: string) =>
	(await listTasks(secretary))
		.filter(({ action }) => action?.officeId === officeId)
		.map(({ requirement }) => requirement);
await planOf(works);

test('last days spread evenly, the last of them the end of the schedule', () => {
	assert.deepEqual(spreadDays({ startsOn: '2025-03-01', dueOn: '2025-03-11' }, 5), [
		...['2025-03-03', '2025-03-05', '2025-03-07', '2025-03-09', '2025-03-11'],
	]);
	assert.deepEqual(spreadDays({ startsOn: '2025-03-01', dueOn: '2025-03-01' }, 2), [
		'2025-03-01',
		'2025-03-01',
	]);
});

test('a whole area to an office, spread over its months; only what nobody had, only what is not accepted', async () => {
	const one = { ...ref, requirements: [screenshots], officeId: health.officeId, ...schedule, ...words };
	await assignDocuments(secretary, one);
	pass();
	const { count } = await assignDocuments(secretary, { ...area, spread: true });
	const mine = await given(works.officeId);
	assert.equal(mine.length, count);
	assert.ok(!mine.includes(screenshots));
	const { months = [], unassigned } = (await getSchedule(ref)) ?? {};
	assert.ok(months.length > 1, 'no rush');
	assert.equal(unassigned, 35 - count - 1);
	const dues = (await listTasks(officer)).flatMap(({ action }) =>
		action?.officeId === works.officeId ? dayOf(action.dueAt) : [],
	);
	assert.equal(dues.sort().at(-1), schedule.dueOn);
	pass();
	await assert.rejects(assignDocuments(secretary, area), refused('no-documents'));
});

test('a batch is taken back by newer lines: with whom it was before, or with nobody; what came later stays', async () => {
	pass();
	const all = await assignDocuments(secretary, { ...area, onlyFree: false, officeId: health.officeId });
	assert.equal((await given(works.officeId)).length, 0);
	pass();
	const [later] = (await given(health.officeId)).filter((id) => id !== screenshots);
	await assignDocuments(secretary, { ...area, requirements: [later ?? ''], officeId: works.officeId });
	pass();
	const { count } = await undoAssignment(secretary, { ...ref, batch: all.batch });
	assert.equal(count, all.count - 1);
	assert.deepEqual(await given(health.officeId), [screenshots]);
	await assert.rejects(undoAssignment(secretary, { ...ref, batch: all.batch }), refused('nothing-to-undo'));
	const [undoing, , whole] = await listBatches(secretary, ref);
	assert.equal(undoing?.isUndoing, true);
	assert.equal(whole?.holds, 0);
	pass();
	const free = 'apip.apip-budget.pemenuhan.dpa-apip';
	const alone = await assignDocuments(secretary, { ...area, requirements: [free] });
	pass();
	await undoAssignment(secretary, { ...ref, batch: alone.batch });
	assert.ok(!(await given(works.officeId)).includes(free), 'nobody had it before');
});

test('forty secretaries at once: every line is there, and one of them holds', async () => {
	const one = { ...area, requirements: [screenshots] };
	await Promise.all(Array.from({ length: 40 }, () => assignDocuments(secretary, one)));
	assert.equal((await given(works.officeId)).filter((id) => id === screenshots).length, 1);
});

const bad: [what: string, change: object, code: string][] = [
	['nothing chosen', { requirements: [] }, 'no-documents'],
	['a document nobody asks for', { requirements: ['bmd.lain'] }, 'no-such-document'],
	['no day', { startsOn: '2025-02-30' }, 'wrong-day'],
	['days the wrong way round', { dueOn: '2025-03-02' }, 'wrong-schedule'],
	['later than anything is taken', { dueOn: '2025-11-30' }, 'due-too-late'],
	['too many words', { work: 'x'.repeat(501) }, 'too-long'],
	['a post of another office', { postId: await postOf(health.officeId) }, 'no-such-post'],
];
async function postOf(officeId: string): Promise<string> {
	return (await listPosts(asahan)).find((post) => post.officeId === officeId)?.id ?? assert.fail('no post');
}
for (const [what, change, code] of bad) {
	test(`assignment refused: ${what}`, async () => {
		await assert.rejects(
			assignDocuments(secretary, { ...area, requirements: [screenshots], ...change }),
			refused(code),
		);
	});
}

test('the inbox of an office: what stands open, what was rejected and why first, nearest day and points', async () => {
	pass();
	await assignDocuments(secretary, {
		...area,
		requirements: [screenshots],
		postId: await postOf(works.officeId),
	});
	const before = (await getOfficeWork(officer)) ?? assert.fail('nothing');
	assert.equal(before.late, 0);
	pass();
	const one = await submitEvidence(officer, evidenceFor(asahan));
	assert.equal(
		(await getOfficeWork(officer))?.lines.length,
		before.lines.length - 1,
		'what waits is not to be done',
	);
	pass();
	const verifier = officerAt(await deskOf(province, 'inspectorate'), 'overseer');
	const verdict = {
		kind: 'rejected',
		reason: 'Baru sebelas menu yang terlihat.',
		missing: 'Menu ke-12',
	} as const;
	await verifyEvidence(verifier, { pemda: asahan, ...one, verdict });
	const [first] = (await getOfficeWork(officer))?.lines ?? [];
	assert.deepEqual(
		[first?.requirement, first?.state, first?.missing],
		[screenshots, 'rejected', 'Menu ke-12'],
	);
	assert.equal(first?.points, '2.08');
	clock = Date.parse('2025-10-01T02:00:00Z');
	const late = (await getOfficeWork(officer)) ?? assert.fail('nothing');
	assert.equal(late.late, late.lines.length);
	assert.equal(late.nearest, undefined);
	clock = Date.parse('2025-12-01T02:00:00Z');
	assert.equal(await getOfficeWork(officer), undefined, 'nothing is taken any more');
	assert.equal(await getOfficeWork(secretary), undefined, 'a secretary gives out');
	clock = Date.parse('2025-10-01T02:00:00Z');
});

test('tasks by words, area, office, year and view, in the order asked for', async () => {
	const tasks = await listTasks(officer);
	const of = (filter: Partial<Parameters<typeof filterTasks>[1]>) =>
		filterTasks(tasks, { view: 'all', ...filter }, 'id').rows;
	assert.deepEqual(
		of({ q: 'MENU tangkapan' }).map(({ requirement }) => requirement),
		[screenshots],
	);
	assert.equal(of({ q: 'screenshots 12' }).length, 1, 'in either language');
	assert.ok(of({ area: 'bmd' }).every(({ areaId }) => areaId === 'bmd'));
	assert.ok(of({ office: 'none' }).every(({ action }) => !action));
	assert.equal(of({ year: 2024 }).length, 0);
	const names = of({ order: 'name' }).map(({ name }) => name.id);
	assert.deepEqual(
		names,
		names.toSorted((a, b) => a.localeCompare(b, 'id')),
	);
	const { counts } = filterTasks(tasks, { view: 'todo' }, 'id');
	assert.deepEqual([counts.all, counts.accepted, counts.waiting], [35, 0, 0]);
});
