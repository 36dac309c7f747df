/** What a forecast is made of: points of 100 and days. */
export type Facts = {
	/** Accepted now, less penalties. */
	score: number;
	/** Points that wait to be verified, and that nobody handed in or that were turned down. */
	waiting: number;
	open: number;
	openDocuments: number;
	/** How many were judged so far, and how many of them accepted. */
	judged: number;
	passed: number;
	/** Handed in over the last 30 days. */
	recent: number;
	daysLeft: number;
};
export type Forecast = { low: number; likely: number; high: number; rate: number; pace: number };

const usualRate = 0.7;
export const paceDays = 30;
const asGoodAs = 5;

/**
 * Score at the closing date. Low: nothing more is accepted. Likely: what waits and what is still handed in at the pace of
 * the last 30 days, at the rate that is accepted here; a start of five judged at 70% keeps few verdicts from deciding it.
 * High: all of that is accepted. Points of 100, two decimals; `rate` 0 to 1, `pace` documents a day.
 */
export function forecast({
	score,
	waiting,
	open,
	openDocuments,
	judged,
	passed,
	recent,
	daysLeft,
}: Facts): Forecast {
	const rate = (passed + usualRate * asGoodAs) / (judged + asGoodAs);
	const pace = recent / paceDays;
	const coming = Math.min(openDocuments, pace * Math.max(0, daysLeft));
	const points = waiting + (openDocuments === 0 ? 0 : (open / openDocuments) * coming);
	const at = (share: number) => Math.round(Math.min(100, score + points * share) * 100) / 100;
	return { low: at(0), likely: at(rate), high: at(1), rate, pace };
}

/** Places at the closing date: 1 is the highest. */
export type Places = { best: number; likely: number; worst: number };

/**
 * Where a government may end among the others. Likely: as many above it as have a higher likely score. Best: only those
 * above it whose lowest score is above its highest. Worst: all whose highest score is above its lowest.
 */
export function placesAmong(own: Forecast, others: readonly Forecast[]): Places {
	const above = (isAbove: (other: Forecast) => boolean) => others.filter(isAbove).length + 1;
	return {
		best: above(({ low }) => low > own.high),
		likely: above(({ likely }) => likely > own.likely),
		worst: above(({ high }) => high > own.low),
	};
}
