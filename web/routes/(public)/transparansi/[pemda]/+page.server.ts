import { linesOf, periods, ranked, readPeriod } from '#lib/performance-view.ts';
import { getPemda } from '#regions';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
	const pemda = await getPemda(params.pemda);
	const at = readPeriod(url);
	const { lines, total } = await linesOf(pemda.code, at);
	return {
		name: pemda.name,
		code: pemda.code,
		days: at.days,
		asOf: at.asOf ?? total?.asOf ?? null,
		periods: [...periods],
		lines: ranked(lines),
		total: total ?? null,
	};
};
