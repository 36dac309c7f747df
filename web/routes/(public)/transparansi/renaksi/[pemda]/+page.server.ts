import { partLine, shownResults } from '#lib/renaksi-view.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { getPemda } from '#regions';
import { getScore, listLive, listPlans, listPublishedOf, listScores, liveAbsent, readDay } from '#renaksi';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
	const { lang, t } = locals;
	const { code, name } = await getPemda(params.pemda);
	const { day, at } = readDay(url.searchParams.get('per'));
	const plans = (await listPlans(code)).filter(({ openedAt }) => openedAt <= at);
	const asked = readYear(url.searchParams.get('tahun'), Number(day.slice(0, 4)));
	const plan = plans.find(({ year }) => year === asked) ?? plans[0];
	return {
		...{ code, name, day, at },
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
	const [file, all] = await Promise.all([getScore({ pemda, year, at }), listScores({ year, at })]);
	const { framework, areas, zone, mended, ...figures } = file;
	return {
		...figures,
		rank: all.find((line) => line.pemda === pemda)?.rank ?? null,
		ranked: all.length,
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
