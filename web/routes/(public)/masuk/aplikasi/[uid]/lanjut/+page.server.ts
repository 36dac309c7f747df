import { findWayOn } from '#sso';
import type { PageServerLoad } from './$types';

/** What was decided is done; this page leads on to the app. */
export const load: PageServerLoad = async ({ params, request, setHeaders }) => {
	const { to, app } = await findWayOn(params.uid, request.headers.get('cookie') ?? '');
	setHeaders({ 'cache-control': 'no-store', refresh: `0;url=${to}` });
	return { to, app };
};
