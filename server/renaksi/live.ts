import { listPerformance } from '#casework';
import { Refusal } from '#platform/refusal';

/** Questions to the platform's own records that count as evidence; what they answered is kept beside it. */
export const liveQueries = ['reports-on-time', 'reports-answered'] as const;
export type LiveAnswer = { query: string; asOf: string; days: number; part: number; whole: number };

const days = 365;

/** Asks now, for a government, over the last 365 measured days. Refuses `renaksi/no-such-query` and `renaksi/nothing-measured`. */
export async function takeLive(query: string, pemda: string): Promise<LiveAnswer> {
	if (!liveQueries.some((one) => one === query)) throw new Refusal('invalid', 'renaksi/no-such-query');
	const [line] = (await listPerformance({ days })).filter((one) => one.pemda === pemda);
	if (!line) throw new Refusal('conflict', 'renaksi/nothing-measured');
	const [part, whole] = query === 'reports-on-time' ? [line.onTime, line.due] : [line.answered, line.filed];
	return { query, asOf: line.asOf, days, part, whole };
}
