import type { Cookies } from '@sveltejs/kit';
import { openAsOwner, openWithCode } from '#casework';

const seconds = 2 * 3600;
const nameFor = (number: string) => `kasus-${number}`;

/** The code somebody showed for this number, kept by the browser for two hours, for this number's pages only. */
export function keepCode(cookies: Cookies, url: URL, number: string, code: string): void {
	const options = {
		path: `/lacak/${formatted(number)}`,
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: seconds,
	} as const;
	cookies.set(nameFor(number), code, options);
}

export function forgetCode(cookies: Cookies, number: string): void {
	cookies.delete(nameFor(number), { path: `/lacak/${formatted(number)}` });
}

/**
 * The person of the case: whose account it is in, or whose browser has shown its code. A code that stopped fitting
 * counts as none.
 */
export async function findPerson(cookies: Cookies, number: string, actor: App.Locals['actor']) {
	const owner = await openAsOwner(actor, number);
	if (owner) return owner;
	const { origin } = actor;
	const code = cookies.get(nameFor(number));
	if (!code) return undefined;
	try {
		return await openWithCode(number, code, origin);
	} catch {
		return undefined;
	}
}

function formatted(number: string): string {
	return number.replace(/(.{4})(?=.)/g, '$1-');
}
