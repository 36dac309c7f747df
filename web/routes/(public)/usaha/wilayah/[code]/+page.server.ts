import { getInvestorFacts } from '#business';
import { daysWord } from '#lib/business-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals: { lang, t } }) => {
	const { region, onTime, services, tenders, enterprises, asOf } = await getInvestorFacts(params.code, lang);
	const { code, officialName, population, areaKm2, areaNote } = region;
	return {
		...{ code, name: officialName, population, areaKm2, areaNote, onTime, tenders, asOf },
		enterprises: enterprises.map(({ scale, count }) => ({ scale: t(`business.size.${scale}`), count })),
		registered: enterprises.reduce((sum, { count }) => sum + count, 0),
		services: services
			.map(({ id, title, tier, days }) => ({
				id,
				title,
				days,
				word: daysWord(days, t),
				tier: t(`services.tier.${tier}`),
			}))
			.sort((a, b) => (a.days ?? 0) - (b.days ?? 0)),
	};
};
