import { readAsked } from '#lib/renaksi-asked.ts';
import { sendTable } from '#lib/send-table.ts';
import { getBoard, requireDay } from '#renaksi';
import type { RequestHandler } from './$types';

const columns = [
	...['government', 'name', 'year', 'as_of', 'rank', 'score', 'zone', 'penalty'],
	...['required', 'uploaded', 'accepted', 'rejected', 'unverified', 'scope'],
];

export const GET: RequestHandler = async ({ url }) => {
	const { per, scope } = readAsked(url);
	const { scores, day } = await getBoard(requireDay(per).day, scope);
	const rows = scores.map((one) => [
		...[one.pemda, one.name, one.year, day, one.rank, Number(one.score), one.zone.id, Number(one.penalty)],
		...[one.required, one.uploaded, one.accepted, one.rejected, one.unverified, scope],
	]);
	return sendTable(columns, rows, `renaksi-${day}`);
};
