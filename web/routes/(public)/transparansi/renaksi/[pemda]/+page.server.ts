import { askedQuery, readAsked } from '#lib/renaksi-asked.ts';
import { partLine, shownResults } from '#lib/renaksi-view.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { config } from '#platform/config';
import { getPemda } from '#regions';
import { findPlaces, getScore, listLive, listPlans, listPublishedOf, liveAbsent, readDay } from '#renaksi';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
	const { lang, t } = locals;
	const { code, name } = await getPemda(params.pemda);
	const { per, scope } = readAsked(url);
	const { day, at } = readDay(per);
	const plans = (await listPlans(code)).filter(({ openedAt }) => openedAt <= at);
	const asked = readYear(url.searchParams.get('tahun'), Number(day.slice(0, 4)));
	const plan = plans.find(({ year }) => year === asked) ?? plans[0];
	const query = askedQuery({ day, scope, year: plan?.year });
	return {
		...{ code, name, day, at, scope, query },
		today: readDay(null).day,
		back: askedQuery({ day, scope }),
		address: `${config.publicOrigin}/transparansi/renaksi/${code}${query}`,
		years: plans.map(({ year }) => year),
		live: await listLive(code, day),
		absent: [...liveAbsent],
		score: plan ? await scoreOf(code, plan.year, at, lang) : null,
		published: await shownResults(
			(await listPublishedOf(code)).filter(({ asOf }) => asOf <= day),
			lang,
			t,
		),
	};
};

async function scoreOf(pemda: string, year: number, at: Date, lang: 'id' | 'en') {
	const [file, places] = await Promise.all([getScore({ pemda, year, at }), findPlaces(pemda, { year, at })]);
	const { framework, areas, zone, mended, ...figures } = file;
	return {
		...figures,
		places: places ?? null,
		zone: { id: zone.id, name: zone.name[lang] },
		framework: {
			name: framework.name[lang],
			note: framework.note[lang],
			sources: Object.entries(framework.sources),
		},
		areas: areas.map((area) => partLine(area, lang)),
		mended: mended.map(({ kind, requirement, points, percent, reason, at: when, countsFrom }) => ({
			...{ kind, requirement, points, percent, reason, when, countsFrom },
		})),
	};
}
