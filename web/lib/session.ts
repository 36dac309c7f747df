import type { Cookies } from '@sveltejs/kit';

/** What of a browser's cookies is needed here. */
export type Jar = Pick<Cookies, 'get' | 'set' | 'delete'>;

/**
 * The cookie of an officer's session. Over TLS its name makes the browser promise that this host set it, for all of it
 * and over TLS only; on plain http (a first look on one's own machine) no browser would take such a name.
 */
function nameFor(url: URL): string {
	return url.protocol === 'https:' ? '__Host-ssp' : 'ssp';
}

/** The secret of an officer's session, as the browser keeps it: no script can read it, no other site can send it. */
export function sessionToken(cookies: Jar, url: URL): string | undefined {
	return cookies.get(nameFor(url));
}

export function keepSession(cookies: Jar, url: URL, session: { token: string; endsAt: Date }): void {
	cookies.set(nameFor(url), session.token, { ...rules(url), expires: session.endsAt });
}

export function forgetSession(cookies: Jar, url: URL): void {
	cookies.delete(nameFor(url), rules(url));
}

function rules(url: URL) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
