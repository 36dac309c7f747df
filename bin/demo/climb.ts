import { planDeadlines } from '#casework';
import type { Rung } from '#regions';
import { type Story, write } from './story.ts';

type Window = { clock: string; from: number; to: number };

/**
 * What being late did: a line when a clock ran out, and a rung up the ladder then and each time the term for that passed
 * while something was still late. Where it still is, the clock to the next rung runs on.
 */
export async function climb(story: Story, ladder: Rung[]): Promise<void> {
	let reached = 0;
	for (const { clock, from, to } of lateWindows(story)) {
		let at = Math.max(from, reached);
		if (at >= to) continue;
		say(story, 'late', at, { detail: { clock } });
		for (;;) {
			const rung = ladder[story.escalation + 1];
			if (!rung) return;
			story.escalation++;
			sayRung(story, at, rung);
			const next = await nextRung(story, at);
			reached = next.dueAt.getTime();
			if (reached >= to) {
				if (isStillLate(story, to)) story.clocks.push({ ...next, custodyId: null });
				break;
			}
			at = reached;
		}
	}
}

/** When a clock had run out and was not met, since the present holder has it. A case that waits for its person is not late. */
function lateWindows(story: Story): Window[] {
	const { seed, verifiedAt, answeredAt, closedAt, waitingSince, acceptedAt } = story;
	const met: Record<string, number | null> = { verify: verifiedAt, solve: answeredAt };
	const end = Math.min(closedAt ?? Number.POSITIVE_INFINITY, waitingSince ?? Number.POSITIVE_INFINITY);
	return seed.clocks
		.filter(({ code }) => code in met)
		.map(({ code, dueAt }) => ({
			clock: code,
			from: Math.max(dueAt.getTime(), acceptedAt ?? 0),
			to: Math.min(met[code] ?? Number.POSITIVE_INFINITY, end, seed.now.getTime()),
		}))
		.filter(({ from, to }) => from < to)
		.sort((a, b) => a.from - b.from);
}

function isStillLate({ seed, status }: Story, to: number): boolean {
	return to === seed.now.getTime() && status !== 'closed' && status !== 'answered';
}

async function nextRung({ seed, holder }: Story, at: number) {
	const about = { class: seed.class, pemda: holder.pemda, startedAt: new Date(at) };
	const [clock] = await planDeadlines(['escalate'], about);
	if (!clock) throw new Error('no clock was planned');
	return clock;
}

function say(story: Story, kind: string, at: number, more: Record<string, unknown>): void {
	write(story, kind, { at: new Date(at), actor: 'system:clock', ...more });
}

function sayRung(story: Story, at: number, rung: Rung): void {
	const { role, pemda, officeId: office } = rung;
	const detail = {
		reason: 'late',
		level: story.escalation,
		role,
		pemda,
		office,
		vacant: false,
		vacantPassed: [],
	};
	say(story, 'escalated', at, { body: rung.title || rung.officeName, detail });
}
