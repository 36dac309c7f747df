import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import {
	acceptCase,
	answerCase,
	archiveCase,
	askPerson,
	confirmCase,
	disputeCase,
	fireClocks,
	mergeCases,
	offerCase,
	reclassifyCase,
	refuseCase,
	reopenCase,
	replyAsPerson,
	splitCase,
	startCase,
	unmergeCase,
	verifyCase,
	withdrawCase,
} from '#casework';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { Refusal } from '#platform/refusal';
import {
	asahan,
	clocksOf,
	type Desk,
	deskOf,
	medan,
	type OpenedReport,
	officerAt,
	openReport,
} from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';

await testDatabase();
after(() => setClock());

const desks: Desk[] = [
	await deskOf(asahan, 'public-works'),
	await deskOf(asahan, 'health'),
	await deskOf(medan, 'public-works'),
];

/** Whose officer acts: mostly who may, sometimes a stranger. */
type Who = 'holder' | 'offered' | 'stranger';

async function desksNow(report: OpenedReport): Promise<Record<Who, Desk>> {
	const { rows } = await migratorDb.query<{ officeId: string; state: string }>({
		text: 'select office_id as "officeId", state from casework.custody where case_id = $1 and ended_at is null',
		values: [report.caseId],
	});
	const deskIn = (state: string) =>
		desks.find((desk) => rows.some((row) => row.state === state && row.officeId === desk.officeId));
	const holder = deskIn('held') ?? report.holder;
	const stranger = desks.find((desk) => desk.officeId !== holder.officeId) ?? holder;
	return { holder, stranger, offered: deskIn('offered') ?? stranger };
}

type World = { report: OpenedReport; target: OpenedReport };
type Move = { act: Act; who: Who; to: number; hours: number };

/** Every act of an office head at any desk, of the person, and of the clock; most will be refused, which is the point. */
const acts = {
	verify: ({ report }: World, desk: Desk) => verifyCase(officerAt(desk, 'office-head'), report.ref),
	start: ({ report }: World, desk: Desk) =>
		startCase(officerAt(desk, 'office-head'), { ...report.ref, plan: 'Rencana' }),
	ask: ({ report }: World, desk: Desk) =>
		askPerson(officerAt(desk, 'office-head'), { ...report.ref, text: 'Di mana?' }),
	reply: ({ report }: World) => replyAsPerson(report.person, { ...report.ref, text: 'Di sini.' }),
	offer: ({ report }: World, desk: Desk, to: Desk) =>
		offerCase(officerAt(desk, 'office-head'), { ...report.ref, to, reason: 'Milik mereka' }),
	accept: ({ report }: World, desk: Desk) => acceptCase(officerAt(desk, 'office-head'), report.ref),
	refuse: ({ report }: World, desk: Desk) =>
		refuseCase(officerAt(desk, 'office-head'), { ...report.ref, reason: 'Bukan' }),
	answer: ({ report }: World, desk: Desk) =>
		answerCase(officerAt(desk, 'office-head'), { ...report.ref, text: 'Sudah', withoutEvidence: 'x' }),
	confirm: ({ report }: World) => confirmCase(report.person, report.ref),
	dispute: ({ report }: World) => disputeCase(report.person, { ...report.ref, reason: 'Belum' }),
	withdraw: ({ report }: World) => withdrawCase(report.person, report.ref),
	archive: ({ report }: World, desk: Desk) =>
		archiveCase(officerAt(desk, 'office-head'), {
			...report.ref,
			reason: 'too-general',
			explanation: 'Umum',
		}),
	reopen: ({ report }: World, desk: Desk) =>
		reopenCase(officerAt(desk, 'office-head'), { ...report.ref, reason: 'Lagi' }),
	merge: ({ report, target }: World, desk: Desk) =>
		mergeCases(officerAt(desk, 'office-head'), { ...report.ref, into: target.ref }),
	unmerge: ({ report }: World, desk: Desk) => unmergeCase(officerAt(desk, 'office-head'), report.ref),
	split: ({ report }: World, desk: Desk) =>
		splitCase(officerAt(desk, 'office-head'), {
			...report.ref,
			title: 'Dua',
			body: 'Dua',
			subject: 'road.bridge',
			key: 'k',
		}),
	question: ({ report }: World, desk: Desk) =>
		reclassifyCase(officerAt(desk, 'office-head'), {
			...report.ref,
			title: 'T',
			class: 'question',
			subject: 'road.bridge',
			region: '12.09',
		}),
	clock: () => fireClocks(),
} as const;

type Act = keyof typeof acts;
const names = Object.keys(acts) as Act[]; // the keys of the object above
const move = fc.record({
	act: fc.oneof(
		{ weight: 1, arbitrary: fc.constantFrom(...names) },
		{
			weight: 1,
			arbitrary: fc.constantFrom<Act>('offer', 'accept', 'refuse', 'answer', 'dispute', 'ask', 'reply'),
		},
	),
	who: fc.oneof(
		{ weight: 6, arbitrary: fc.constant<Who>('holder') },
		{ weight: 3, arbitrary: fc.constant<Who>('offered') },
		{ weight: 1, arbitrary: fc.constant<Who>('stranger') },
	),
	to: fc.nat({ max: 2 }),
	hours: fc.oneof(
		{ weight: 6, arbitrary: fc.nat({ max: 12 }) },
		{ weight: 1, arbitrary: fc.nat({ max: 400 }) },
	),
});

test('whatever is done in whatever order, the promises hold', async () => {
	const seen = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 25 }), async (moves: Move[]) => {
			let at = Date.parse('2026-02-02T03:00:00Z');
			setClock(() => new Date(at));
			const world = { report: await openReport(), target: await openReport() };
			const first = await solveOf(world.report);
			let entries = 0;
			for (const { act, who, to, hours } of moves) {
				at += hours * 3_600_000;
				const desk = (await desksNow(world.report))[who];
				await acts[act](world, desk, desks[to] ?? desk).then(
					() => seen.add(act),
					(error: unknown) => {
						if (!(error instanceof Refusal)) throw error;
					},
				);
				entries = await check(world.report, first, entries);
			}
		}),
		{ numRuns: 100, seed: 20_260_202 },
	);
	assert.deepEqual(
		Object.keys(acts).filter((act) => !seen.has(act)),
		[],
		'every act went through at least once',
	);
});

async function solveOf(report: OpenedReport) {
	const solve = (await clocksOf(report.caseId)).filter((clock) => clock.code === 'solve');
	assert.equal(solve.length, 1, 'one clock to solve, ever');
	return solve[0];
}

/** What must be true after every act. Returns how many lines the file has. */
async function check(
	report: OpenedReport,
	first: Awaited<ReturnType<typeof solveOf>>,
	before: number,
): Promise<number> {
	const { rows } = await migratorDb.query<Facts>({ text: factsSql, values: [report.caseId] });
	const [facts] = rows;
	assert.ok(facts);
	const open = facts.status !== 'closed';
	assert.equal(open, facts.outcome === null, 'closed exactly when there is an outcome');
	assert.equal(open, facts.closedAt === null, 'and a moment of closing');
	assert.deepEqual(facts.held, open ? [facts.holder] : [], 'one holder while it is open, none after');
	assert.ok(facts.offered <= (open ? 1 : 0), 'at most one offer, and none of a closed case');
	assert.equal(facts.runningAccept, facts.offered, 'each offer has its clock');
	assert.equal(facts.runningWhileClosed, 0, 'no clock of a closed case runs');
	assert.equal(
		facts.status === 'answered',
		facts.answeredAt !== null && open,
		'answered exactly when there is an answer',
	);
	assert.equal(
		facts.paused > 0 && facts.status !== 'waiting' && open,
		false,
		'no clock stands still but while waiting',
	);
	assert.equal(facts.publicStatus, facts.status, 'the public sees the same status');
	assert.equal(facts.publicHolder, facts.holder, 'and the same holder');
	assert.equal(facts.drifted, 0, 'an inbox shows what the case says');
	assert.ok(facts.entries >= before, 'no line ever goes');
	const solve = await solveOf(report);
	assert.deepEqual(solve?.startedAt, first?.startedAt, 'the clock to solve never starts again');
	if (open) assert.deepEqual(facts.dueAt, solve?.dueAt, 'and what was promised is what it says');
	assert.equal(facts.followUps <= 1, true, 'one follow-up clock at a time');
	return facts.entries;
}

type Facts = {
	status: string;
	outcome: string | null;
	closedAt: Date | null;
	answeredAt: Date | null;
	dueAt: Date;
	holder: string;
	held: string[];
	offered: number;
	runningAccept: number;
	runningWhileClosed: number;
	paused: number;
	followUps: number;
	publicStatus: string;
	publicHolder: string;
	drifted: number;
	entries: number;
};

const running = 'd.met_at is null and d.cancelled_at is null';
const factsSql = `
select c.status, c.outcome, c.closed_at as "closedAt", c.answered_at as "answeredAt", c.due_at as "dueAt",
	c.holder_pemda || '/' || c.holder_office_id as holder,
	array(select u.pemda || '/' || u.office_id from casework.custody u where u.case_id = c.id and u.state = 'held' and u.ended_at is null) as held,
	(select count(*)::int from casework.custody u where u.case_id = c.id and u.state = 'offered' and u.ended_at is null) as offered,
	(select count(*)::int from casework.deadline d where d.case_id = c.id and d.code = 'accept' and d.fired_at is null and ${running}) as "runningAccept",
	(select count(*)::int from casework.deadline d where d.case_id = c.id and c.status = 'closed' and d.code <> 'moderate' and ${running}
		and d.fired_at is null) as "runningWhileClosed",
	(select count(*)::int from casework.deadline d where d.case_id = c.id and d.paused_since is not null and ${running}) as paused,
	(select count(*)::int from casework.deadline d where d.case_id = c.id and d.code = 'follow-up' and ${running}) as "followUps",
	p.status as "publicStatus", p.holder_pemda || '/' || p.holder_office_id as "publicHolder",
	(select count(*)::int from casework.custody u where u.case_id = c.id and u.ended_at is null
		and (u.status, u.confidential, u.unpublished, u.climbed_to) is distinct from (c.status, c.privacy = 'confidential',
			c.publication = 'pending', case when c.escalation > 0 then casework.climbed_to(c.id) end)) as drifted,
	(select count(*)::int from casework.entry e where e.case_id = c.id) as entries
from casework.case c join casework.public_case p on p.pemda = c.pemda and p.case_id = c.id where c.id = $1`;
