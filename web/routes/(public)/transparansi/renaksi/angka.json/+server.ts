import { json } from '@sveltejs/kit';
import { readAsked } from '#lib/renaksi-asked.ts';
import { getBoard, requireDay } from '#renaksi';
import type { RequestHandler } from './$types';

/** Everything the page shows: computed here, and published by others, kept apart. */
export const GET: RequestHandler = async ({ url }) => {
	const { per, scope } = readAsked(url);
	const { day, at, year, scores, thatDay, earlier } = await getBoard(requireDay(per).day, scope);
	return json({ day, at, year, scope, computed: scores, published: { thatDay, earlier } });
};
