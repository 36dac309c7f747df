import { error } from '@sveltejs/kit';
import { drawOutline, outlineOf } from '#lib/region-outline.ts';
import type { RequestHandler } from './$types';

/** The outline of a government with its kecamatan, to be pressed on; the chosen point is marked. */
export const GET: RequestHandler = async ({ params, url }) => {
	const outline = await outlineOf(params.code);
	if (!outline) error(404);
	const [lat, lon] = [Number(url.searchParams.get('lat') ?? Number.NaN), Number(url.searchParams.get('lon') ?? Number.NaN)];
	return new Response(drawOutline(outline, Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : undefined), {
		headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=600' },
	});
};
