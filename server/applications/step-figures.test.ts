import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setClock } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { newId } from '#platform/ids';
import { type Opened, openSample } from '../../tests/support/applications.ts';
import { asahan, deskOf, officerAt } from '../../tests/support/cases.ts';
import { testDatabase } from '../../tests/support/database.ts';
import { countApplications } from './list-applications.ts';
import { listStepFigures, measureSteps, stepPeriods } from './step-figures.ts';
import { takeTransition } from './take-transition.ts';

await testDatabase();

const day = 86_400_000;
const end = new Date('2026-11-25T02:00:00Z');
let last: Opened;

async function review(sent: Opened): Promise<void> {
	const step = { ...sent.ref, transition: 'tinjau', key: newId(), checklist: ['lengkap'] };
	await takeTransition(officerAt(sent.office), step);
}

before(async () => {
	for (const days of [300, 60, 2, 1, 0]) {
		setClock(() => new Date(end.getTime() - days * day));
		last = await openSample();
		setClock(() => new Date(end.getTime() - days * day + 3_600_000 * (days + 1)));
		if (days > 0) await review(last);
	}
	setClock(() => end);
	await measureSteps();
});

test('what a step takes: median, share within its term with both its numbers, and what waits there', async () => {
	const [figures] = await listStepFigures(officerAt(last.office), { days: 30 });
	const step = figures?.steps.find(({ state }) => state === 'periksa');
	assert.equal(figures?.pemda, asahan);
	assert.equal(figures?.officeId, last.office.officeId);
	assert.deepEqual(figures?.measuredAt, end);
	assert.ok(step && step.left > 0 && step.onTime === step.withTerm && step.open > 0);
	assert.ok(figures?.steps.some(({ state, open }) => state === 'lapangan' && open > 0));
});

test('what was measured, and what is counted as waiting, are what the rows say', async () => {
	const officer = officerAt(last.office);
	for (const days of stepPeriods) {
		const [figures] = await listStepFigures(officer, { days });
		const { rows } = await migratorDb.query({
			text: `select s.state, (count(*) filter (where gone))::int as left,
					percentile_cont(0.5) within group (order by extract(epoch from left_at - entered_at)::float8 / 3600)
						filter (where gone) as "medianHours",
					(count(due_at) filter (where gone))::int as "withTerm",
					(count(*) filter (where gone and left_at <= due_at))::int as "onTime",
					(count(*) filter (where left_at is null))::int as open
				from (select *, coalesce(left_at > $1::timestamptz - make_interval(days => $2), false) as gone from applications.stay) s
				where office_id = $3 group by 1 having bool_or(gone or left_at is null) order by 1`,
			values: [end, days, last.office.officeId],
		});
		const shown = figures?.steps.map(({ state, left, medianHours, withTerm, onTime, open }) => ({
			...{ state, left, medianHours, withTerm, onTime, open },
		}));
		assert.deepEqual(shown, rows);
	}
	const counted = await countApplications(officer);
	const { rows } = await migratorDb.query({
		text: `select (count(*) filter (where turn <> 'applicant'))::int as open,
				(count(*) filter (where turn <> 'applicant' and due_at < $1))::int as late,
				(count(*) filter (where turn = 'applicant'))::int as applicant, 0 as opinions
			from applications.application where holder_office_id = $2 and ended_at is null`,
		values: [end, last.office.officeId],
	});
	assert.deepEqual(counted, rows[0]);
	assert.ok(counted.late > 0);
});

test('whoever sees a government whole reads of it what they may see; other offices read nothing', async () => {
	const secretary = officerAt(last.office, 'secretary');
	const [elsewhere] = await listStepFigures(officerAt(await deskOf(asahan, 'health')), { days: 365 });
	assert.deepEqual(elsewhere?.steps, []);
	const wide = { ...secretary, holdings: secretary.holdings.map((post) => ({ ...post, officeId: newId() })) };
	const [unnamed] = await listStepFigures(wide, { days: 365 });
	assert.deepEqual(unnamed?.steps, [], 'the process never names them');
	await migratorDb.query({
		text: 'update applications.application set reader_pemda = array[pemda] where id <> $1',
		values: [last.ref.id],
	});
	await measureSteps();
	const [whole] = await listStepFigures(wide, { days: 365 });
	assert.equal(whole?.officeId, null);
	const step = whole?.steps.find(({ state }) => state === 'periksa');
	assert.deepEqual([step?.left, step?.open], [4, 0]);
	assert.equal(whole?.steps.find(({ state }) => state === 'lapangan')?.open, 4);
});

test('what left the period is measured no more', async () => {
	setClock(() => new Date(end.getTime() + 400 * day));
	await measureSteps();
	const [figures] = await listStepFigures(officerAt(last.office), { days: 30 });
	assert.ok(figures?.steps.every(({ left, kind }) => left === 0 && kind === ''));
});
