import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#platform/refusal';
import { isKnown } from './known-password.ts';

const name = z
	.string()
	.trim()
	.min(2)
	.max(120)
	.refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text));
const shape = z.object({ email: z.email().max(254), name });

export const shortestPassword = 12;
const longestPassword = 1000;
const fewestSigns = 5;
/** How long a first password or one that was reset waits to be changed. A house rule. */
export const firstPasswordDays = 7;

export type Person = { email: string; name: string };

/** Refuses each field that is wrong, by its name, together with what others found. */
export function readNewAccount(input: Person, others: Record<string, string> = {}): Person {
	const read = shape.safeParse({ email: plainAddress(input.email), name: input.name });
	if (read.success && Object.keys(others).length === 0) return read.data;
	const wrong = (read.error?.issues ?? []).map((issue) => String(issue.path[0]));
	const own = Object.fromEntries(wrong.map((field) => [field, `refusal.identity.${field}-wrong`]));
	throw new Refusal('invalid', 'identity/account-wrong', {
		fields: inOrder({ ...own, ...others }),
		params: { least: shortestPassword },
	});
}

/** As they stand in the forms, so that the summary of what is wrong reads from the top. */
const order = ['post', 'name', 'email', 'password', 'from', 'to'];

export function inOrder(fields: Record<string, string>): Record<string, string> {
	return Object.fromEntries(order.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
}

/** Refuses `identity/name-wrong`. */
export function readName(text: string): string {
	const read = name.safeParse(text);
	if (read.success) return read.data;
	throw new Refusal('invalid', 'identity/name-wrong', { fields: { name: 'refusal.identity.name-wrong' } });
}

/** How an address is kept and compared. */
export function plainAddress(email: string): string {
	return email.trim().toLowerCase();
}

/**
 * Long enough, not one sign over and over, none that everybody would try, and no longer than what is hashed. Refuses
 * `identity/password-short`, `identity/password-weak` and `identity/password-known` with the field it was typed in.
 */
export async function checkPassword(
	password: string,
	{ field = 'password', email = '' } = {},
): Promise<string> {
	const fits =
		password.length >= shortestPassword && password.length <= longestPassword && password.isWellFormed();
	if (fits && new Set(password).size < fewestSigns) throw refused('identity/password-weak', field);
	if (fits && (await isKnown(password, email))) throw refused('identity/password-known', field);
	if (fits) return password;
	throw new Refusal('invalid', 'identity/password-short', {
		fields: { [field]: 'refusal.identity.password-short' },
		params: { least: shortestPassword },
	});
}

const refused = (code: string, field: string) =>
	new Refusal('invalid', code, { fields: { [field]: `refusal.${code.replace('/', '.')}` } });

const consonants = [...'bdgklmnprst'];
const vowels = [...'aeiou'];

/** A first password that can be read over a phone: twelve syllables in four words, 69 bits. */
export function inventPassword(): string {
	const pick = (signs: string[]) => signs[randomInt(signs.length)] ?? '';
	const word = () => Array.from({ length: 3 }, () => pick(consonants) + pick(vowels)).join('');
	return [word(), word(), word(), word()].join('-');
}
