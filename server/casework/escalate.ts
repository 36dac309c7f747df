import { listHolders } from '#identity';
import { escalationLadder, type Rung } from '#regions';
import type { Work } from './work-on-case.ts';

/**
 * Takes a case one rung up the ladder: officer, head of office, secretary, regent or mayor, governor. A rung without a
 * post or without anybody in it is passed with a line that names it, never silently. At the top it stays.
 */
export async function escalate(work: Work, reason: 'late' | 'disputed' | 'no-answer'): Promise<void> {
	const { state } = work;
	const ladder = await escalationLadder(state.holderPemda, state.holderOfficeId);
	const held = await heldPosts(ladder);
	const isVacant = (rung: Rung) => rung.postId === null || !held.has(rung.postId);
	const top = ladder.length - 1;
	const from = Math.min(state.escalation + 1, top);
	let level = from;
	for (const rung of ladder.slice(from, top)) {
		if (!isVacant(rung)) break;
		level++;
	}
	const rung = ladder[level];
	if (!rung || state.escalation >= top) return;
	const vacantPassed = ladder.slice(from, level).map((passed) => passed.title || passed.officeName);
	await work.change({ escalation: level });
	await work.write('escalated', {
		body: rung.title,
		detail: { reason, level, pemda: rung.pemda, office: rung.officeId, vacantPassed },
	});
}

async function heldPosts(ladder: Rung[]): Promise<Set<string>> {
	const governments = [...new Set(ladder.map((rung) => rung.pemda))];
	const holders = await Promise.all(governments.map((pemda) => listHolders(pemda)));
	return new Set(holders.flat().map((holder) => holder.postId));
}
