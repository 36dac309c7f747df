import { officerOf } from '#lib/officer.ts';
import { getDraft, layOut } from '#services';
import type { RequestHandler } from './$types';

/** The draft as its file under `data/services` would be. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { serviceId, definition } = await getDraft(officerOf(locals), params.service);
	return new Response(`${layOut(definition)}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${serviceId}.json"`,
			'cache-control': 'private, no-store',
		},
	});
};
