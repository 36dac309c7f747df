import { scopeOf } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import type { ClockCode } from './clock-rules.ts';
import { startClocks } from './clocks.ts';
import { escalate } from './escalate.ts';
import { closeSilent } from './judge-answer.ts';
import { endCustody, selectOpenCustody } from './store/custody.ts';
import { refreshDue } from './store/deadlines.ts';
import { type DueClock, selectDueClocks, takeClock } from './store/due.ts';
import { lockCase } from './store/state.ts';
import { type Work, workInside } from './work-on-case.ts';

const clockwork = { kind: 'system', name: 'clock' } as const;
const batch = 100;

/**
 * Fires every clock that ran out by now. Each fires once: it is marked in the transaction of its consequence, with the
 * case locked first as every other act does, so that two processes or a restart cannot do it twice. Returns how many.
 */
export async function fireClocks(): Promise<number> {
	let fired = 0;
	for (;;) {
		const due = await withScope({ system: true }, (tx) => selectDueClocks(tx, now(), batch));
		for (const clock of due) if (await fire(clock)) fired++;
		if (due.length < batch) return fired;
	}
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
	if (code === 'auto-close') return { name: 'close-silent', run: closeSilent };
	if (code === 'accept') return { name: 'lapse-offer', run: lapseOffer };
	return { name: 'note-late', run: (work) => noteLate(work, code) };
}

/** Silence of the receiver: the offer is void, the giver still holds the case, and it goes up the ladder. */
async function lapseOffer(work: Work): Promise<void> {
	const { tx, state, at } = work;
	const offer = (await selectOpenCustody(tx, state.id)).find((custody) => custody.state === 'offered');
	if (!offer) return;
	await endCustody(tx, offer.pemda, offer.id, { state: 'lapsed', at, by: 'system:clock' });
	await work.write('lapsed', { office: { pemda: offer.pemda, officeId: offer.officeId } });
	await refreshDue(tx, state.pemda, state.id);
	await escalate(work, 'no-answer');
}

/** Late: one rung up now, and one more each time the term for that has passed while it is still late. */
async function noteLate(work: Work, code: ClockCode): Promise<void> {
	const { status } = work.state;
	if (status === 'closed' || status === 'answered') return;
	if (code !== 'escalate') await work.write('late', { detail: { clock: code } });
	await escalate(work, 'late');
	if (code !== 'moderate') await startClocks(work, ['escalate']);
}
