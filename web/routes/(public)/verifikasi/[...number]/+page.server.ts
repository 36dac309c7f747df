import { findDocument } from '#documents';
import { act } from '#lib/act.ts';
import { judgeFile, verifiedView } from '#lib/document-view.ts';
import { config } from '#platform/config';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	const found = await findDocument(params.number, locals.actor.origin);
	// what holds now may not hold in an hour
	setHeaders({ 'cache-control': 'no-store' });
	return {
		typed: params.number.slice(0, 120),
		documents: found.map((one) => verifiedView(one, locals)),
		origin: config.publicOrigin,
	};
};

export const actions: Actions = {
	file: (event) => act(event, async (form) => ({ judged: await judgeFile(form, event.locals.actor.origin) })),
};
