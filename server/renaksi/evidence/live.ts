import { z } from 'zod';
import { listPunctuality } from '#applications';
import { listPerformance } from '#casework';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';

/**
 * Questions to the platform's own records that count as evidence: reports answered by their legal day, reports answered,
 * applications decided by the day that was promised. What they answered is kept beside the evidence as it was.
 */
export const liveQueries = ['reports-on-time', 'reports-answered', 'applications-on-time'] as const;
/** Worth asking, and held nowhere here: pages say so. Gratification is reported to the KPK, not to this platform. */
export const liveAbsent = ['gratification-reports'] as const;

const days = 365;
const answer = z.object({
	query: z.enum(liveQueries),
	/** YYYY-MM-DD, Asia/Jakarta: measured as of the end of this day, over the `days` before. */
	asOf: z.string(),
	days: z.int(),
	part: z.int(),
	whole: z.int(),
});
export type LiveAnswer = z.infer<typeof answer>;

/** Every question's newest answer for a government up to the end of a day; what was never measured is left out. Public. */
export async function listLive(pemda: string, asOf = dayOf(now())): Promise<LiveAnswer[]> {
	const [performance, punctuality] = await Promise.all([
		listPerformance({ days, asOf }),
		listPunctuality({ asOf }),
	]);
	const reports = performance.find((line) => line.pemda === pemda);
	const applications = punctuality.find((line) => line.pemda === pemda);
	const answers: LiveAnswer[] = [];
	if (reports) {
		const { onTime, due, answered, filed } = reports;
		answers.push(
			{ query: 'reports-on-time', asOf: reports.asOf, days, part: onTime, whole: due },
			{ query: 'reports-answered', asOf: reports.asOf, days, part: answered, whole: filed },
		);
	}
	if (applications) {
		const { onTime: part, decided, lateOpen } = applications;
		answers.push({
			query: 'applications-on-time',
			asOf: applications.asOf,
			days,
			part,
			whole: decided + lateOpen,
		});
	}
	return answers;
}

/** Asks now, for a government, over the last 365 measured days. Refuses `renaksi/no-such-query` and `renaksi/nothing-measured`. */
export async function takeLive(query: string, pemda: string): Promise<LiveAnswer> {
	if (!liveQueries.some((one) => one === query)) throw new Refusal('invalid', 'renaksi/no-such-query');
	const found = (await listLive(pemda)).find((one) => one.query === query);
	if (!found) throw new Refusal('conflict', 'renaksi/nothing-measured');
	return found;
}

/** The answer kept with evidence, as it was; null where there is none. */
export function readLive(kept: unknown): LiveAnswer | null {
	return answer.safeParse(kept).data ?? null;
}
