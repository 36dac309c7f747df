import { escalationLadder } from '#regions';
import type { Work } from './work-on-case.ts';

/**
 * Takes a case one rung up the ladder: officer, head of office, secretary, regent or mayor, governor. A rung without a
 * post or without somebody in it is passed with a line that says so, never silently. At the top it stays.
 */
export async function escalate(work: Work, reason: 'late' | 'disputed' | 'no-answer'): Promise<void> {
	const { state } = work;
	const ladder = await escalationLadder(state.holderPemda, state.holderOfficeId);
	const passed: string[] = [];
	let level = state.escalation + 1;
	while (level < ladder.length - 1 && ladder[level]?.vacant) {
		passed.push(ladder[level]?.title ?? '');
		level++;
	}
	const rung = ladder[Math.min(level, ladder.length - 1)];
	if (!rung || level > ladder.length - 1) return;
	await work.change({ escalation: level });
	await work.write('escalated', {
		body: rung.title,
		detail: { reason, level, pemda: rung.pemda, office: rung.officeId, vacantPassed: passed },
	});
}
