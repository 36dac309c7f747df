import { askedQuery, readAsked } from '#lib/renaksi-asked.ts';
import { partLine, shownResults } from '#lib/renaksi-view.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { config } from '#platform/config';
import { getPemda } from '#regions';
import {
	findPlaces,
	getScore,
	listLive,
	listPlans,
	listPublishedOf,
	liveAbsent,
	type Opens,
	readDay,
} from '#renaksi';
import type { PageServerLoad } from './$types';

/** So many documents a page opens at once; of more, one area after the other. */
const mostAtOnce = 150;
const every = 'semua';

export const load: PageServerLoad = async ({ params, url, locals }) => {
	const { lang, t } = locals;
	const { code, name } = await getPemda(params.pemda);
	const { per, scope } = readAsked(url);
	const { day, at, noDay } = readDay(per);
	const plans = (await listPlans(code)).filter(({ openedAt }) => openedAt <= at);
	const asked = readYear(url.searchParams.get('tahun'), Number(day.slice(0, 4)));
	const plan = plans.find(({ year }) => year === asked) ?? plans[0];
	const area = url.searchParams.get('bidang');
	const opens: Opens = (one, documents) =>
		area === every || area === one || (!area && documents <= mostAtOnce);
	const shown = { day, scope, year: plan?.year };
	const query = askedQuery(shown);
	return {
		...{ code, name, day, at, scope, query },
		today: readDay(null).day,
		noDay,
		back: askedQuery({ day, scope }),
		address: `${config.publicOrigin}/transparansi/renaksi/${code}${askedQuery({ ...shown, area })}`,
		years: plans.map(({ year }) => year),
		live: await listLive(code, day),
		absent: [...liveAbsent],
		every: askedQuery({ ...shown, area: every }),
		score: plan ? await scoreOf({ pemda: code, year: plan.year, at, opens }, lang) : null,
		published: await shownResults(
			(await listPublishedOf(code)).filter(({ asOf }) => asOf <= day),
			lang,
			t,
		),
	};
};

type Asked = { pemda: string; year: number; at: Date; opens: Opens };

async function scoreOf(asked: Asked, lang: 'id' | 'en') {
	const { pemda, year, at } = asked;
	const [file, places] = await Promise.all([getScore(asked), findPlaces(pemda, { year, at })]);
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
