import {
	inOrder,
	linesOf,
	linesOfAll,
	periods,
	readPeriod,
	readSort,
	sortLinks,
	withRanks,
} from '#lib/performance-view.ts';
import { getPemda } from '#regions';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
	const pemda = await getPemda(params.pemda);
	const at = readPeriod(url);
	const sort = readSort(url);
	const [{ lines, total }, all] = await Promise.all([linesOf(pemda.code, at), linesOfAll(at)]);
	const among = withRanks(all.lines);
	return {
		name: pemda.name,
		code: pemda.code,
		days: at.days,
		asked: at.asOf ?? null,
		periods: [...periods],
		lines: inOrder(withRanks(lines), sort),
		links: sortLinks(url, sort),
		total: total ?? null,
		rank: among.find((line) => line.pemda === pemda.code)?.rank ?? null,
		ranked: among.filter((line) => line.rank !== null).length,
		query: url.search,
	};
};
