import type { Jar } from './session.ts';

/** What a browser keeps while its person is at another provider: as well kept as a session. */
const nameFor = (url: URL) => (url.protocol === 'https:' ? '__Host-ssp-luar' : 'ssp-luar');

export function keepWay(cookies: Jar, url: URL, ticket: { token: string; endsAt: Date }): void {
	cookies.set(nameFor(url), ticket.token, { ...rules(url), expires: ticket.endsAt });
}

/** Read once: an answer that comes again finds nothing. */
export function takeWay(cookies: Jar, url: URL): string | undefined {
	const ticket = cookies.get(nameFor(url));
	if (ticket) cookies.delete(nameFor(url), rules(url));
	return ticket;
}

function rules(url: URL) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
