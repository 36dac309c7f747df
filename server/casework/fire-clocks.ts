import { scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { announce } from '#platform/events';
import { sweepDue } from '#platform/jobs';
import type { ClockCode } from './clock-rules.ts';
import { escalate } from './escalate.ts';
import { closeSilent } from './judge-answer.ts';
import { keepClimbing } from './keep-climbing.ts';
import { lapseOffer } from './lapse-offer.ts';
import { type DueClock, isLate, selectDueClocks, takeClock } from './store/due.ts';
import { lockCase } from './store/state.ts';
import { type Work, workInside } from './work-on-case.ts';

const clockwork = { kind: 'system', name: 'clock' } as const;

/**
 * Fires every clock that ran out by now. Each fires once: it is marked in the transaction of its consequence, with the
 * case locked first as every other act does, so that two processes or a restart cannot do it twice. Returns how many
 * fired.
 */
export function fireClocks(): Promise<number> {
	return sweepDue({
		find: (after, atMost) => withScope({ system: true }, (tx) => selectDueClocks(tx, now(), after, atMost)),
		take: fire,
		describe: ({ id, code }: DueClock) => ({ clock: id, code }),
	});
}

function fire(clock: DueClock): Promise<boolean> {
	return withScope(scopeOf(clockwork), async (tx) => {
		await lockCase(tx, clock.pemda, clock.caseId);
		if (!(await takeClock(tx, clock, now()))) return false;
		const { name, run } = consequenceOf(clock.code);
		await workInside(tx, clockwork, clock, 'as-system', name, run);
		return true;
	});
}

function consequenceOf(code: ClockCode): { name: string; run: (work: Work) => Promise<void> } {
	switch (code) {
		case 'auto-close':
			return { name: 'close-silent', run: closeSilent };
		case 'accept':
			return { name: 'lapse-offer', run: lapseOffer };
		case 'moderate':
			return { name: 'note-late', run: noteUnpublished };
		case 'escalate':
			return { name: 'climb', run: climbOn };
		default:
			return { name: 'note-late', run: (work) => noteLate(work, code) };
	}
}

/** Late: one rung up now, and one more each time the term for that has passed while something still is late. */
async function noteLate(work: Work, code: ClockCode): Promise<void> {
	const { tx, state } = work;
	await work.write('late', { detail: { clock: code } });
	await announce(tx, 'casework.late', state.pemda, { pemda: state.pemda, caseId: state.id, clock: code });
	await escalate(work, { reason: 'late' });
	await keepClimbing(work);
}

async function climbOn(work: Work): Promise<void> {
	if (!(await isLate(work.tx, work.state.id))) return;
	if (await escalate(work, { reason: 'late' })) await keepClimbing(work);
}

/** Nobody read it over in time: the head of the office is told; towards the person nothing is late. */
async function noteUnpublished(work: Work): Promise<void> {
	const { tx, state } = work;
	await work.write('late', { visibility: 'internal', detail: { clock: 'moderate' } });
	await announce(tx, 'casework.late', state.pemda, {
		pemda: state.pemda,
		caseId: state.id,
		clock: 'moderate',
	});
	await escalate(work, { reason: 'moderation', raise: false });
}
