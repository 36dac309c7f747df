import type { Jar } from './session.ts';

/** Which one-time code this browser asked for: without it a code that was overheard opens nothing. */
const nameFor = (url: URL) => (url.protocol === 'https:' ? '__Host-ssp-code' : 'ssp-code');

export function keepCodeTicket(cookies: Jar, url: URL, asked: { ticket: string; endsAt: Date }): void {
	cookies.set(nameFor(url), asked.ticket, { ...rules(url), expires: asked.endsAt });
}

export function codeTicketOf(cookies: Jar, url: URL): string {
	return cookies.get(nameFor(url)) ?? '';
}

export function forgetCodeTicket(cookies: Jar, url: URL): void {
	cookies.delete(nameFor(url), rules(url));
}

function rules(url: URL) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
