import { documentsOf, partLine } from '#lib/renaksi-view.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { sendTable } from '#lib/send-table.ts';
import { getScore, requireDay } from '#renaksi';
import type { RequestHandler } from './$types';

const columns = ['document', 'name_id', 'state', 'percent', 'points', 'points_of', 'source'];

export const GET: RequestHandler = async ({ params, url }) => {
	const { day, at } = requireDay(url.searchParams.get('per'));
	const year = readYear(url.searchParams.get('tahun'), Number(day.slice(0, 4)));
	const { areas } = await getScore({ pemda: params.pemda, year, at });
	const rows = areas
		.flatMap((area) => documentsOf(partLine(area, 'id')))
		.map((one) => [
			one.id,
			one.name,
			one.state ?? 'missing',
			one.percent,
			Number(one.has),
			Number(one.worth),
			one.source,
		]);
	return sendTable(columns, rows, `renaksi-${params.pemda}-${day}`);
};
