import { linesOfAll, readPeriod } from '#lib/performance-view.ts';
import { sendFigures } from '#lib/send-figures.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ url }) =>
	sendFigures((await linesOfAll(readPeriod(url))).lines, 'transparansi');
