import { drawMap } from '#lib/draw-map.ts';
import { askedQuery, readAsked } from '#lib/renaksi-asked.ts';
import { findPemda } from '#lib/renaksi-names.ts';
import { shownResults } from '#lib/renaksi-view.ts';
import { config } from '#platform/config';
import { mapShapes, province } from '#regions';
import { getBoard, type RankedScore, readDay } from '#renaksi';
import type { PageServerLoad } from './$types';

const steps = ['red', 'yellow', 'blue', 'green'];

export const load: PageServerLoad = async ({ url, locals }) => {
	const { lang, t } = locals;
	const { per, scope } = readAsked(url);
	const board = await getBoard(per, scope);
	const { day, at, year, noDay } = board;
	const query = askedQuery({ day, scope });
	const scores = board.scores.map(({ zone, ...line }) => ({
		...line,
		zone: zone.id,
		zoneName: zone.name[lang],
	}));
	const found = new Map(board.scores.map((line) => [line.pemda, line]));
	const ranks = new Map(
		board.thatDay.flatMap((one) => ('pemda' in one.who && one.rank ? [[one.who.pemda, one.rank]] : [])),
	);
	const map = drawMap(await mapShapes(), (code) => {
		const line = found.get(code);
		const rank = ranks.get(code);
		const note = line ? `${line.score} · ${line.zone.name[lang]}` : t('renaksi.no-score');
		return {
			step: stepOf(line),
			note: rank === undefined ? note : t('renaksi.published.rank', { rank }),
			href: `/transparansi/renaksi/${code}${query}`,
			...(line ? { text: Math.trunc(Number(line.score)).toString() } : rank ? { text: `#${rank}` } : {}),
		};
	});
	const series = board.earlier
		.concat(board.thatDay)
		.filter(
			({ who, measure, precision }) =>
				'pemda' in who && who.pemda === province && measure === 'score' && precision === 'year',
		)
		.sort((a, b) => (a.asOf < b.asOf ? -1 : 1))
		.map(({ asOf, value = '' }) => ({ label: asOf.slice(0, 4), value: Number(value) }));
	return {
		...{ day, at, year, scope, scores, map, series, query },
		today: readDay(null).day,
		noDay,
		province: await findPemda(province),
		address: `${config.publicOrigin}/transparansi/renaksi${query}`,
		legend: legendOf(board.scores, lang),
		thatDay: await shownResults(board.thatDay, lang, t),
		earlier: await shownResults(board.earlier, lang, t),
	};
};

/** The shades of the map with the zones they stand for, as this year's frameworks call them. */
function legendOf(scores: RankedScore[], lang: 'id' | 'en') {
	const words = new Map(scores.map((line) => [stepOf(line), line.zone.name[lang]]));
	return [...words].sort(([a], [b]) => a - b).map(([step, zone]) => ({ step, words: zone }));
}

const stepOf = (line: RankedScore | undefined) => {
	const place = line
		? Math.min(steps.indexOf(line.zone.id === 'dark-green' ? 'green' : line.zone.id), 3) + 1
		: 0;
	return ([0, 1, 2, 3, 4] as const)[place] ?? 0;
};
