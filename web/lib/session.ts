import type { Cookies } from '@sveltejs/kit';

const name = 'session';

/** The secret of an officer's session, as the browser keeps it: no script can read it, no other site can send it. */
export function sessionToken(cookies: Cookies): string | undefined {
	return cookies.get(name);
}

export function keepSession(cookies: Cookies, url: URL, session: { token: string; endsAt: Date }): void {
	const { token, endsAt } = session;
	cookies.set(name, token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		expires: endsAt,
	});
}

export function forgetSession(cookies: Cookies): void {
	cookies.delete(name, { path: '/' });
}
