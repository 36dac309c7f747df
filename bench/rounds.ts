import { loadavg } from 'node:os';
import type { Ask } from './drive.ts';
import { measureRound, type Round } from './measure.ts';
import type { Stand } from './stand.ts';

/** What is measured: the same question to the platform and, where there is one, to the bare server. */
export type Work = {
	name: string;
	platform: Asks;
	bare: Asks;
	/** No question twice in a round: what was sent once is another question then. */
	once?: true;
};
/** The same in every round, or a list of its own for each, the one before counting first. */
export type Asks = Ask[] | Ask[][];

function askedIn(asks: Asks, round: number): Ask[] {
	return asks.flatMap((one, n) => (Array.isArray(one) ? (n === round ? one : []) : [one]));
}

export type Result = { ours: Round[]; theirs: Round[] };
type How = {
	connections: number;
	rounds: number;
	seconds: number;
	/** Requests before the first round that counts: they warm code, plans and the disk's pages. */
	warmUp?: number;
};

/** Rounds of all loads and both servers take turns, so that a machine whose speed drifts slows all alike. */
export async function measureWork(
	stands: Stand[],
	plan: (Work | undefined)[],
	{ connections, rounds, seconds, warmUp = 1500 }: How,
): Promise<Result[]> {
	const results: Result[] = stands.map(() => ({ ours: [], theirs: [] }));
	for (let round = 0; round <= rounds; round++) {
		for (const [n, stand] of stands.entries()) {
			const [work, result] = [plan[n], results[n]];
			if (!work || !result) continue;
			const how = {
				connections,
				seconds,
				once: work.once ?? false,
				...(round === 0 ? { atLeast: warmUp } : {}),
			};
			const of = (served: Stand['bare'], asks: Asks) =>
				measureRound(served, askedIn(asks, round), stand.postgres, how);
			const ours = await of(stand.platform, work.platform);
			const theirs = work.bare.length > 0 ? await of(stand.bare, work.bare) : undefined;
			if (round === 0) continue;
			result.ours.push(ours);
			if (theirs) result.theirs.push(theirs);
		}
	}
	return results;
}

/** Other people's work on this machine shows here: what the load average was. */
export function loadNow(): string {
	return `load average ${loadavg()
		.map((one) => one.toFixed(2))
		.join(' ')}`;
}
