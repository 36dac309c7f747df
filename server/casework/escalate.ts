import { listHolders } from '#identity';
import { escalationLadder, type Rung } from '#regions';
import type { Work } from './work-on-case.ts';

type Climb = {
	reason: 'late' | 'disputed' | 'moderation';
	/** False where the line alone is the consequence: publication that is late is no lateness towards the person. */
	raise?: boolean;
};

/**
 * Takes a case one rung up the ladder: officer, head of office, secretary, regent or mayor, governor. Rungs nobody
 * holds are passed with a line that names each, never silently; where nobody above holds a post, it goes one rung up
 * all the same and the line says that it is empty. At the top it stays. Returns whether it went up.
 */
export async function escalate(work: Work, { reason, raise = true }: Climb): Promise<boolean> {
	const { state } = work;
	const ladder = await escalationLadder(state.holderPemda, state.holderOfficeId);
	const next = state.escalation + 1;
	const { level, passed, vacant } = await nextHeld(ladder, next);
	const rung = ladder[level];
	if (!rung) return false;
	if (raise) await work.change({ escalation: level });
	await work.write('escalated', {
		...(raise ? {} : { visibility: 'internal' as const }),
		body: rung.title || rung.officeName,
		detail: {
			reason,
			level,
			role: rung.role,
			pemda: rung.pemda,
			office: rung.officeId,
			vacant,
			vacantPassed: passed,
		},
	});
	return true;
}

async function nextHeld(
	ladder: Rung[],
	from: number,
): Promise<{ level: number; passed: string[]; vacant: boolean }> {
	const held = await heldPosts(ladder);
	const isHeld = (rung: Rung) => rung.postId !== null && held.has(rung.postId);
	const found = ladder.findIndex((rung, level) => level >= from && isHeld(rung));
	if (found < 0) return { level: from, passed: [], vacant: true };
	const passed = ladder.slice(from, found).map((rung) => rung.title || rung.officeName);
	return { level: found, passed, vacant: false };
}

async function heldPosts(ladder: Rung[]): Promise<Set<string>> {
	const governments = [...new Set(ladder.map((rung) => rung.pemda))];
	const holders = await Promise.all(governments.map((pemda) => listHolders(pemda)));
	return new Set(holders.flat().map((holder) => holder.postId));
}
