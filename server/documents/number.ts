import { randomInt } from 'node:crypto';
import { dayOf } from '#platform/workdays';

/** No 0, 1, I, L, O: cannot be mistaken when read over a phone, as in the numbers of cases. */
const symbols = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;
const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** What a number begins anew with: the year in Asia/Jakarta where the pattern names it, else ''. */
export function periodOf(pattern: string, at: Date): string {
	return pattern.includes('{year}') ? dayOf(at).slice(0, 4) : '';
}

/**
 * A number from its pattern: {seq}, {seq:4}, {office}, {pemda}, {month}, {roman}, {year}. A month does not begin the
 * series anew. Throws for a pattern without {seq} or with a place nobody knows.
 */
export function formatNumber(
	pattern: string,
	{ seq, office, pemda, at }: { seq: number; office: string; pemda: string; at: Date },
): string {
	const [year = '', month = ''] = dayOf(at).split('-');
	const places: Record<string, string> = {
		office,
		pemda,
		month,
		year,
		roman: roman[Number(month) - 1] ?? '',
	};
	if (!/\{seq(:\d)?\}/.test(pattern)) throw new Error(`A number without {seq}: ${pattern}`);
	return pattern.replaceAll(/\{([a-z]+)(?::(\d))?\}/g, (_, name: string, digits: string | undefined) => {
		if (name === 'seq') return String(seq).padStart(Number(digits ?? 1), '0');
		const value = places[name];
		if (value === undefined) throw new Error(`A number with {${name}}: ${pattern}`);
		return value;
	});
}

/** A number or a code as it is looked up, from what somebody typed: capitals and spaces do not matter. */
export function lookUpKey(typed: string): string {
	return typed
		.slice(0, 200)
		.toUpperCase()
		.replaceAll(/[\s\p{C}]+/gu, '')
		.slice(0, 120);
}

/** The same where it was a code: nor do dashes. */
export function codeKey(typed: string): string {
	return lookUpKey(typed).replaceAll(/[-–—.]/g, '');
}

/** Ten symbols, 49 bits: nobody finds a document by guessing one. */
export function newCode(): string {
	return Array.from({ length: codeLength }, () => symbols[randomInt(symbols.length)]).join('');
}

/** `K7M2Q-9XW4D` */
export function formatCode(code: string): string {
	return code.replace(/^(.{5})(.{5})$/, '$1-$2');
}
