import type { Jar } from './session.ts';

/** What says that a password was right, until the second step is done: as well kept as a session. */
const nameFor = (url: URL) => (url.protocol === 'https:' ? '__Host-ssp-step' : 'ssp-step');

export function keepTicket(cookies: Jar, url: URL, ticket: { token: string; endsAt: Date }): void {
	cookies.set(nameFor(url), ticket.token, { ...rules(url), expires: ticket.endsAt });
}

export function ticketOf(cookies: Jar, url: URL): string | undefined {
	return cookies.get(nameFor(url));
}

export function forgetTicket(cookies: Jar, url: URL): void {
	cookies.delete(nameFor(url), rules(url));
}

function rules(url: URL) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
