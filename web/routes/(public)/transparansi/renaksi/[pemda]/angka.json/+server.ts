import { json } from '@sveltejs/kit';
import { wholeScore } from '#lib/renaksi-view.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { getScore, requireDay } from '#renaksi';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url }) => {
	const { day, at } = requireDay(url.searchParams.get('per'));
	const year = readYear(url.searchParams.get('tahun'), Number(day.slice(0, 4)));
	return json(wholeScore(await getScore({ pemda: params.pemda, year, at })));
};
