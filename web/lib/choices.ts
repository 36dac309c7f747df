import type { Cookies } from '@sveltejs/kit';

const year = 365 * 24 * 3600;

/** What a person chose on this device: language, look, region, the office they work at. */
export function remember(
	cookies: Cookies,
	url: URL,
	name: 'lang' | 'theme' | 'region' | 'office',
	value: string | null,
): void {
	const options = { path: '/', sameSite: 'lax', secure: url.protocol === 'https:' } as const;
	if (value === null) cookies.delete(name, options);
	else cookies.set(name, value, { ...options, httpOnly: true, maxAge: year });
}

/** An address of this site to go back to; the front page for anything else. */
export function ownPath(wanted: string): string {
	return /^\/(?![/\\])[^\s\\]*$/.test(wanted) && !wanted.startsWith('/bahasa') ? wanted : '/';
}
