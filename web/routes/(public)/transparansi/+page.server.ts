import { linesOfAll, periods, ranked, readPeriod } from '#lib/performance-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
	const at = readPeriod(url);
	const { lines, total } = await linesOfAll(at);
	return {
		days: at.days,
		asOf: at.asOf ?? total?.asOf ?? null,
		periods: [...periods],
		lines: ranked(lines),
		total: total ?? null,
	};
};
