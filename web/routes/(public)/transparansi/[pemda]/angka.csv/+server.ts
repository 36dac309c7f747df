import { linesOf, readPeriod } from '#lib/performance-view.ts';
import { sendFigures } from '#lib/send-figures.ts';
import { getPemda } from '#regions';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url }) => {
	const pemda = await getPemda(params.pemda);
	return sendFigures((await linesOf(pemda.code, readPeriod(url))).lines, `transparansi-${pemda.code}`);
};
