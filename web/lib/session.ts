import type { Cookies } from '@sveltejs/kit';
import { sessionCookie } from '#identity';

/** What of a browser's cookies is needed here. */
export type Jar = Pick<Cookies, 'get' | 'set' | 'delete'>;

const nameFor = (url: URL) => sessionCookie(url.protocol === 'https:');

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
