import { listPerformance, listPublicCases, wholeGovernment } from '#casework';
import { lineOf } from '#lib/public-list-view.ts';
import { now } from '#platform/clock';

const days = 90;
const newest = 4;

/** What happens in one government's area, or in the whole province: the public reports that moved last and how it answers. */
export async function findHappening(region: string | undefined, lang: 'id' | 'en') {
	const at = now();
	const [{ rows }, lines] = await Promise.all([
		listPublicCases(region ? { region } : {}, { limit: newest, order: 'changed' }),
		listPerformance(region ? { days, pemda: region } : { days }),
	]);
	const measured = lines.find((line) => line.pemda === (region ?? '*') && line.officeId === wholeGovernment);
	return {
		days,
		measured: measured && measured.filed > 0 ? measured : undefined,
		reports: await Promise.all(rows.map((row) => lineOf(row, at, lang))),
	};
}

export type Happening = Awaited<ReturnType<typeof findHappening>>;
