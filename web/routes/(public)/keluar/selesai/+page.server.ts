import { securityHeaders } from '#platform/http';
import { readNotice } from '#sso';
import type { PageServerLoad } from './$types';

/** So long apps have to hear of it in their frames before the way leads on. */
const seconds = 2;

/** Signed out here; apps that want to hear of it by the browser do so in frames nobody sees. */
export const load: PageServerLoad = ({ url, setHeaders }) => {
	const notice = readNotice(url.searchParams.get('tentang') ?? '');
	const { to, frames } = notice?.kind === 'signed-out' ? notice : { to: null, frames: [] };
	const origins = [...new Set(frames.map((frame) => new URL(frame).origin))];
	setHeaders({
		'cache-control': 'no-store',
		...(to ? { refresh: `${frames.length > 0 ? seconds : 0};url=${to}` } : {}),
		...(origins.length > 0 ? { 'content-security-policy': `${policy}; frame-src ${origins.join(' ')}` } : {}),
	});
	return { to, frames };
};

const policy = securityHeaders['content-security-policy'];
