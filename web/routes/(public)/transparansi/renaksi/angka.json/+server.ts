import { json } from '@sveltejs/kit';
import { getBoard } from '#renaksi';
import type { RequestHandler } from './$types';

/** Everything the page shows: computed here, and published by others, kept apart. */
export const GET: RequestHandler = async ({ url }) => {
	const { day, at, year, scores, thatDay, earlier } = await getBoard(url.searchParams.get('per'));
	return json({ day, at, year, computed: scores, published: { thatDay, earlier } });
};
