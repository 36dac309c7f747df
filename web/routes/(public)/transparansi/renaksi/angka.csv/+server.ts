import { sendTable } from '#lib/send-table.ts';
import { getBoard } from '#renaksi';
import type { RequestHandler } from './$types';

const columns = [
	...['government', 'name', 'year', 'as_of', 'rank', 'score', 'zone', 'penalty'],
	...['required', 'uploaded', 'accepted', 'rejected', 'unverified'],
];

export const GET: RequestHandler = async ({ url }) => {
	const { scores, day } = await getBoard(url.searchParams.get('per'));
	const rows = scores.map((one) => [
		...[one.pemda, one.name, one.year, day, one.rank, Number(one.score), one.zone.id, Number(one.penalty)],
		...[one.required, one.uploaded, one.accepted, one.rejected, one.unverified],
	]);
	return sendTable(columns, rows, `renaksi-${day}`);
};
