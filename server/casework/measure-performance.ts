import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { dayOf } from '#platform/workdays';
import { measureInto, type Performance, selectPerformance } from './store/performance.ts';
import { measureSurges } from './store/surges.ts';

/** The periods that are measured, in days back from the end of a day. */
export const periods = [30, 90, 365] as const;

/**
 * Measures every government and office as of a day (default today, Asia/Jakarta) and keeps the lines: once an hour by
 * itself, and again for any past day by `ssp recompute`. What counts how stands in the room's README.
 */
export async function measurePerformance(asOf = dayOf(now())): Promise<void> {
	await withScope({ system: true }, async (tx) => {
		for (const days of periods) await measureInto(tx, asOf, days);
		await measureSurges(tx, asOf);
	});
}

/** The newest measured day up to `asOf`: all governments and the total (pemda '*'), or one government with its offices. */
export async function listPerformance(at: {
	asOf?: string;
	days: number;
	pemda?: string;
}): Promise<Performance[]> {
	return selectPerformance(at.asOf ?? dayOf(now()), at.days, at.pemda);
}
