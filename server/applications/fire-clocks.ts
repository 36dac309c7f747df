import { followProcess } from '#casework';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { announce } from '#platform/events';
import { sweepDue } from '#platform/jobs';
import { isPaidUnheard } from './bill.ts';
import { runOn } from './run-transition.ts';
import { settleNow } from './settle.ts';
import { keepInSight, lockApplication } from './store/application.ts';
import { type DueClock, selectDueClocks, takeClock } from './store/clocks.ts';
import { markOpinionLate } from './store/opinions.ts';
import { isDeemed } from './terms.ts';
import { append, bySystem, keep, type Work, workOn } from './work.ts';

const clockwork = { kind: 'system', name: 'process' } as const;

/**
 * Fires every term that ran out by now: what the process does then, or a note that it is late; at the legal minute of a
 * deemed approval the decision itself, after its warnings. Each fires once: it is marked in the transaction of its
 * consequence, with the application locked first as every other act does. Returns how many fired.
 */
export function fireApplicationClocks(): Promise<number> {
	return sweepDue({
		find: (after, atMost) => withScope({ system: true }, (tx) => selectDueClocks(tx, now(), after, atMost)),
		take: fire,
		describe: ({ id, kind }: DueClock) => ({ clock: id, kind }),
	});
}

function fire(clock: DueClock): Promise<boolean> {
	return withScope({ system: true }, async (tx) => {
		const app = await lockApplication(tx, clock.pemda, clock.applicationId);
		if (!app || !(await takeClock(tx, clock, now()))) return false;
		await keepInSight(tx, app.id);
		const work = await workOn(tx, clockwork, bySystem, app);
		await consequenceOf(work, clock);
		await keep(work, `fire-${clock.kind}`);
		return true;
	});
}

async function consequenceOf(work: Work, clock: DueClock): Promise<void> {
	switch (clock.kind) {
		case 'state':
			return expire(work, clock);
		case 'warning':
			return warn(work, clock);
		case 'branch':
			return noteSilent(work, clock);
		default:
			return noteLate(work, clock);
	}
}

/** The process says what happens when the time of a state is over; where it does not, the office is late. */
async function expire(work: Work, clock: DueClock): Promise<void> {
	if (clock.state !== work.app.state) return;
	// Nobody loses what they paid for because a word was lost.
	if (await isPaidUnheard(work)) return settleNow(work);
	const minute = { legalMinute: clock.dueAt.toISOString(), deemed: isDeemed(work.process, clock.state) };
	if (!(await runOn(work, 'expired', { change: { about: minute } }))) await noteLate(work, clock);
}

async function noteLate(work: Work, clock: DueClock): Promise<void> {
	await append(work, 'late', { about: { kind: clock.kind, state: clock.state } });
	await tell(work, 'overdue', 'person', { state: clock.state });
	await announce(work.tx, 'applications.late', work.app.pemda, about(work, clock));
}

/** Nobody may say afterwards they did not know: in so many working days the law decides. */
async function warn(work: Work, clock: DueClock): Promise<void> {
	await append(work, 'warned', { about: { daysBefore: clock.daysBefore, state: clock.state } });
	await tell(work, 'warned', 'internal', { daysBefore: clock.daysBefore });
	await announce(work.tx, 'applications.warned', work.app.pemda, {
		...about(work, clock),
		daysBefore: clock.daysBefore,
	});
}

/** Silence of an office that was asked is no yes: it is late, and everybody sees who is. */
async function noteSilent(work: Work, clock: DueClock): Promise<void> {
	const { tx, app, at } = work;
	if (!clock.opinionId) return;
	await markOpinionLate(tx, app.pemda, clock.opinionId, at);
	await append(work, 'late', { about: { kind: 'branch', opinion: clock.opinionId } });
	await announce(tx, 'applications.late', app.pemda, about(work, clock));
}

function about({ app }: Work, { kind, state }: DueClock) {
	return { pemda: app.pemda, id: app.id, kind, state };
}

async function tell({ tx, app }: Work, kind: string, visibility: 'person' | 'internal', detail: object) {
	await followProcess(tx, clockwork, {
		...{ pemda: app.pemda, caseId: app.id, act: `application-${kind}` },
		lines: [{ kind, visibility, detail }],
	});
}
