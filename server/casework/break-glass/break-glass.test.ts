import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
	askToOpen,
	decideOpening,
	endOpening,
	findCaseRef,
	formatNumber,
	getCaseFile,
	listInbox,
	listOpenings,
	lookInside,
	newNumber,
} from '#casework';
import type { Officer } from '#identity';
import { setClock } from '#platform/clock';
import { migratorDb, withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import {
	asahan,
	type Desk,
	deskOf,
	linesOf,
	medan,
	officerAt,
	openReport,
	province,
} from '../../../tests/support/cases.ts';
import { testDatabase } from '../../../tests/support/database.ts';

await testDatabase();
beforeEach(() => migratorDb.query({ text: 'delete from platform.spent' }));
after(() => setClock());

const works = await deskOf(asahan, 'public-works');
const inspectorate = await deskOf(asahan, 'inspectorate');
const secretariat = await deskOf(asahan, 'secretariat');
const reason = 'Pengaduan ke inspektorat tentang pegawai kantor ini.';

const inspector = () => officerAt(inspectorate, 'officer', 'Rahmat');
const chief = () => officerAt(inspectorate, 'office-head', 'Inspektur');
const secretary = () => officerAt(secretariat, 'secretary', 'Sekda');

async function codeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof Refusal ? error.code : error === undefined ? 'fine' : `crash: ${String(error)}`;
}

const confidential = () => openReport({ privacy: 'confidential', title: 'Pungli di kantor' });
const asked = async (actor: Officer, number: string) => {
	await askToOpen(actor, { number, reason });
	const [opening] = (await listOpenings(actor)).own;
	assert.ok(opening);
	return opening;
};
const isInMinutes = (minutes: number) => setClock(() => new Date(Date.now() + minutes * 60_000));

test('a reason, a second person, a while: and every look on record', async (t) => {
	t.after(() => setClock());
	const report = await confidential();
	const actor = inspector();
	assert.equal(await codeOf(getCaseFile(actor, report.ref)), 'casework/no-such-case');
	const opening = await asked(actor, formatNumber(report.number));
	assert.equal(opening.is, 'waiting');
	assert.equal(await codeOf(lookInside(actor, opening.id)), 'casework/no-such-opening');
	const [seen] = (await listOpenings(chief())).others.filter(({ id }) => id === opening.id);
	assert.deepEqual([seen?.is, seen?.mayDecide, seen?.reason], ['waiting', true, reason]);
	await decideOpening(chief(), opening, 'approved');
	const { file } = await lookInside(actor, opening.id);
	assert.deepEqual([file.title, file.contact?.name], ['Pungli di kantor', 'Budi']);
	await lookInside(actor, opening.id);
	const { rows } = await migratorDb.query<{ act: string; count: number }>({
		text: `select act, count(*)::int as count from platform.audit where subject = $1 and act <> 'casework/open-case' group by act order by act`,
		values: [`case:${report.caseId}`],
	});
	assert.deepEqual(
		rows.filter(({ act }) => /open|read/.test(act)),
		[
			{ act: 'casework/ask-to-open', count: 1 },
			{ act: 'casework/open-confidential', count: 1 },
			{ act: 'casework/read-confidential', count: 2 },
		],
	);
	const [note] = await linesOf(report.caseId, 'note');
	assert.match(note?.body ?? '', /Rahmat.*Inspektur/s);
	assert.equal(note?.visibility, 'internal');
	isInMinutes(59);
	assert.equal(
		await codeOf(lookInside({ ...actor, freshAt: new Date(Date.now() + 3_500_000) }, opening.id)),
		'fine',
	);
	isInMinutes(61);
	const late = { ...actor, freshAt: new Date(Date.now() + 3_600_000) };
	assert.equal(await codeOf(lookInside(late, opening.id)), 'casework/no-such-opening', 'it ends by itself');
	assert.equal((await listOpenings(actor)).own[0]?.is, 'over');
});

test('nobody alone, nobody’s own, and nobody who may not know', async () => {
	const report = await confidential();
	const actor = chief();
	const opening = await asked(actor, report.number);
	assert.equal(await codeOf(decideOpening(actor, opening, 'approved')), 'casework/own-opening');
	const strangers: [Desk, 'officer' | 'office-head' | 'triage' | 'secretary' | 'administrator'][] = [
		[works, 'officer'],
		[await deskOf(asahan, 'health'), 'office-head'],
		[await deskOf(asahan, 'desk'), 'triage'],
		[await deskOf(medan, 'secretariat'), 'secretary'],
		[await deskOf(medan, 'inspectorate'), 'office-head'],
		[works, 'administrator'],
	];
	for (const [desk, role] of strangers) {
		const stranger = officerAt(desk, role);
		assert.equal(
			await codeOf(decideOpening(stranger, opening, 'approved')),
			'casework/no-such-opening',
			`${role} of ${desk.officeName}`,
		);
		assert.ok(!(await listOpenings(stranger)).others.some(({ id }) => id === opening.id));
	}
	const lent = {
		...officerAt(works),
		holdings: secretary().holdings.map((post) => ({
			...post,
			lentBy: { accountId: newId(), name: 'Sekda' },
		})),
	};
	assert.equal(
		await codeOf(decideOpening(lent, opening, 'approved')),
		'casework/no-such-opening',
		'not at a lent desk',
	);
	assert.equal(
		await codeOf(decideOpening({ ...secretary(), freshAt: new Date(0) }, opening, 'approved')),
		'identity/not-fresh',
	);
	const other = officerAt(inspectorate, 'officer', 'Lain');
	await decideOpening(secretary(), opening, 'approved');
	assert.equal(
		await codeOf(lookInside(other, opening.id)),
		'casework/no-such-opening',
		'open to whoever asked alone',
	);
	assert.equal(
		await codeOf(lookInside({ ...actor, freshAt: new Date(0) }, opening.id)),
		'identity/not-fresh',
	);
	assert.equal(await codeOf(decideOpening(secretary(), opening, 'refused')), 'casework/decided-already');
	await assert.rejects(
		migratorDb.query({
			text: 'update casework.break_glass set decided_by = asked_by where id = $1',
			values: [opening.id],
		}),
		/check/,
		'nor past the code',
	);
});

test('asking tells nothing: no case, a case out of reach, a case that waits look the same', async () => {
	const report = await confidential();
	const medanDesk = officerAt(await deskOf(medan, 'desk'), 'triage');
	const unknown = newNumber(report.number.slice(0, 2));
	for (const number of [report.number, unknown]) {
		assert.equal(await codeOf(askToOpen(medanDesk, { number, reason })), 'fine');
	}
	const { own } = await listOpenings(medanDesk);
	const told = own.map(({ is, officeName, decision, mayDecide, mayEnd }) => ({
		is,
		officeName,
		decision,
		mayDecide,
		mayEnd,
	}));
	assert.deepEqual(told[0], told[1]);
	assert.equal(await codeOf(askToOpen(medanDesk, { number: unknown, reason })), 'casework/asked-already');
	const { others } = await listOpenings(chief());
	assert.ok(!others.some(({ askedBy }) => askedBy === medanDesk.accountId), 'it waits for nobody');
});

test('what is wrong is said; what is visible needs no opening', async () => {
	const report = await confidential();
	const open = await openReport();
	const actor = secretary();
	assert.equal(await codeOf(askToOpen(actor, { number: open.number, reason })), 'casework/visible-already');
	assert.equal(
		await codeOf(askToOpen(officerAt(works), { number: report.number, reason })),
		'casework/visible-already',
	);
	for (const [number, why] of [
		['bukan nomor', reason],
		[report.number, 'ingin tahu'],
		[report.number, ' '.repeat(100)],
		[report.number, 'x'.repeat(1001)],
	] as const) {
		assert.equal(await codeOf(askToOpen(actor, { number, reason: why })), 'casework/glass-wrong');
	}
	const administrator = officerAt(works, 'administrator');
	assert.equal(await codeOf(askToOpen(administrator, { number: report.number, reason })), 'casework/no-desk');
	assert.equal(
		await codeOf(askToOpen({ ...actor, freshAt: new Date(0) }, { number: report.number, reason })),
		'identity/not-fresh',
	);
});

test('it can be refused, ended before its time, and lapses', async (t) => {
	t.after(() => setClock());
	const report = await confidential();
	const refused = await asked(inspector(), report.number);
	await decideOpening(chief(), refused, 'refused');
	const actor = inspector();
	const ended = await asked(actor, report.number);
	await decideOpening(chief(), ended, 'approved');
	assert.equal(
		await codeOf(endOpening(officerAt(await deskOf(asahan, 'health')), ended)),
		'casework/no-such-opening',
	);
	await endOpening(officerAt(works, 'office-head'), ended);
	await endOpening(actor, ended);
	assert.equal(await codeOf(lookInside(actor, ended.id)), 'casework/no-such-opening');
	const lapsed = await asked(inspector(), report.number);
	isInMinutes(24 * 60 + 1);
	const then = { ...chief(), freshAt: new Date(Date.now() + 86_400_000) };
	assert.equal(await codeOf(decideOpening(then, lapsed, 'approved')), 'casework/decided-already');
});

test('the second wall: what is open is read, never written, and nothing else with it', async () => {
	const [report, other] = [await confidential(), await confidential()];
	const actor = inspector();
	const opening = await asked(actor, report.number);
	await decideOpening(chief(), opening, 'approved');
	const scope = { opened: [report.caseId] };
	const { rows } = await withScope(scope, (tx) =>
		tx.query<{ id: string }>({
			text: 'select id from casework.case where id = any ($1)',
			values: [[report.caseId, other.caseId]],
		}),
	);
	assert.deepEqual(rows, [{ id: report.caseId }]);
	for (const text of [
		'update casework.task set text = text',
		"update casework.case set title = 'x'",
		"insert into casework.entry (pemda, id, case_id, at, kind, visibility, actor, actor_name, body) select '12', gen_random_uuid(), gen_random_uuid(), now(), 'note', 'public', 'a', 'a', 'a'",
	]) {
		await assert.rejects(
			withScope(scope, (tx) => tx.query({ text })),
			/read-only transaction/,
		);
	}
	assert.equal(await codeOf(getCaseFile(actor, report.ref)), 'casework/no-such-case', 'the desk stays shut');
	assert.equal(await codeOf(findCaseRef(actor, report.number)), 'casework/no-such-case');
	assert.ok(!(await listInbox(actor)).rows.some(({ caseId }) => caseId === report.caseId));
	assert.ok(
		!(await listInbox(officerAt(await deskOf(province, 'leader'), 'regional-head'))).rows.some(
			({ caseId }) => caseId === report.caseId,
		),
	);
	const none = await withScope({}, (tx) => tx.query({ text: 'select from casework.break_glass' }));
	assert.equal(none.rowCount, 0, 'who asked what is nobody’s to list');
});
