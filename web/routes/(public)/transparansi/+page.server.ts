import {
	inOrder,
	linesOfAll,
	periods,
	readPeriod,
	readSort,
	sortLinks,
	withRanks,
} from '#lib/performance-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
	const at = readPeriod(url);
	const sort = readSort(url);
	const { lines, total } = await linesOfAll(at);
	return {
		days: at.days,
		asked: at.asOf ?? null,
		periods: [...periods],
		lines: inOrder(withRanks(lines), sort),
		links: sortLinks(url, sort),
		total: total ?? null,
		query: url.search,
	};
};
