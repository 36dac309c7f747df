import { officerOf } from '#lib/officer.ts';
import { Refusal } from '#platform/refusal';
import { exportFramework, mayKeepFrameworks } from '#renaksi';
import type { RequestHandler } from './$types';

/** The newest published framework of a name as a spreadsheet, for whoever may bring the next one in. */
export const GET: RequestHandler = async ({ params, locals }) => {
	if (!mayKeepFrameworks(officerOf(locals))) throw new Refusal('forbidden', 'renaksi/not-yours');
	const text = await exportFramework(params.framework, 'csv');
	const name = params.framework.replaceAll(/[^a-z0-9-]/g, '');
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}.csv"`,
		},
	});
};
