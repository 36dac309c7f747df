import { error } from '@sveltejs/kit';
import { readNotice } from '#sso';
import type { PageServerLoad } from './$types';

/** What went wrong between an app and the sign-in here, for the person and for who mends the app. */
export const load: PageServerLoad = ({ url, locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const notice = readNotice(url.searchParams.get('tentang') ?? '');
	if (notice?.kind !== 'error') error(404, locals.t('portal.error.not-found'));
	return { error: notice.error, description: notice.description };
};
