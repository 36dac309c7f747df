import { randomInt } from 'node:crypto';
import { Refusal } from '#platform/refusal';
import { z } from 'zod';

const shape = z.object({
	email: z.email().max(254),
	name: z
		.string()
		.trim()
		.min(2)
		.max(120)
		.refine((text) => text.isWellFormed() && !text.includes('\u0000')),
});
export const shortestPassword = 12;

/** Refuses each field that is wrong, by its name. */
export function readNewAccount(input: { email: string; name: string }): { email: string; name: string } {
	const read = shape.safeParse({ email: input.email.trim().toLowerCase(), name: input.name });
	if (read.success) return read.data;
	const fields = Object.fromEntries(
		read.error.issues.map((issue) => [String(issue.path[0]), `refusal.identity.${String(issue.path[0])}-wrong`]),
	);
	throw new Refusal('invalid', 'identity/account-wrong', { fields });
}

/** Long enough, and no longer than what is hashed. Refuses `identity/password-short` with the field it was typed in. */
export function checkPassword(password: string, field = 'password'): string {
	if (password.length >= shortestPassword && password.length <= 1000 && password.isWellFormed()) return password;
	throw new Refusal('invalid', 'identity/password-short', {
		fields: { [field]: 'refusal.identity.password-short' },
		params: { least: shortestPassword },
	});
}

const syllables = ['ba', 'da', 'ga', 'ka', 'la', 'ma', 'na', 'pa', 'ra', 'sa', 'ta', 'wa', 'bi', 'di', 'gi', 'ki', 'li', 'mi', 'ni', 'pi', 'ri', 'si', 'ti', 'bu', 'du', 'gu', 'ku', 'lu', 'mu', 'nu', 'ru', 'su', 'tu', 'be', 'de', 'ke', 'le', 'me', 'ne', 're', 'se', 'te', 'bo', 'do', 'go', 'ko', 'lo', 'mo', 'no', 'ro', 'so', 'to'];

/** A first password that can be read over a phone: twelve syllables in four words, 68 bits. */
export function inventPassword(): string {
	const word = () => Array.from({ length: 3 }, () => syllables[randomInt(syllables.length)]).join('');
	return [word(), word(), word(), word()].join('-');
}
