import type { Tone } from './tone.ts';

type Line = { outcome: string | null; endedAt: Date | null; promisedAt: Date };

/** How an application stands at a glance: theirs to do, late, under way, over. */
export function applicationTone({ outcome, endedAt, promisedAt }: Line, kind: string, at: Date): Tone {
	if (endedAt) return outcome === 'granted' ? 'done' : 'plain';
	if (kind === 'applicant') return 'soon';
	return promisedAt < at ? 'late' : 'info';
}
