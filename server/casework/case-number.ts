import { randomInt } from 'node:crypto';
import { sign } from '#platform/secret';

/**
 * Thirty-one symbols that cannot be mistaken for each other when read over a phone: no 0, 1, I, L, O.
 * Thirty-one is prime, so the weighted sum below notices every single wrong symbol and every two swapped ones.
 */
const symbols = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 12;

/**
 * A new number of twelve symbols: two that name the government, nine at random (31⁹, so that guessing finds
 * nothing), one to check. Written in threes of four by `formatNumber`.
 */
export function newNumber(prefix: string): string {
	const head = prefix + randomSymbols(length - 1 - prefix.length);
	return head + checkSymbol(head);
}

/** `K7M2-Q9XW-4DRT`: how people see and say it. */
export function formatNumber(number: string): string {
	return number.replace(/(.{4})(?=.)/g, '$1-');
}

/** What somebody typed, as a number; undefined when it cannot be one. Spaces, dashes and small letters do not matter. */
export function parseNumber(typed: string): string | undefined {
	const number = typed.toUpperCase().replace(/[\s\-–—._]/g, '');
	if (number.length !== length) return undefined;
	for (const symbol of number) if (!symbols.includes(symbol)) return undefined;
	return checkSymbol(number.slice(0, -1)) === number.at(-1) ? number : undefined;
}

/**
 * The secret on a receipt: eight symbols, 39 bits, useless without its number and throttled with it. It follows from
 * the idempotency key, so the same sending twice gets the same receipt and no code is ever stored.
 */
export function codeFor(key: string): string {
	const bits = sign('receipt code', key);
	return Array.from({ length: 8 }, (_, i) => symbols.charAt(bits.readUInt32BE(i * 4) % 31)).join('');
}

/** What is stored to recognise a code again. */
export function hashOfCode(number: string, code: string): Buffer {
	return sign('receipt', `${number}:${code}`);
}

/** What somebody typed as the code of a receipt, without what does not matter. */
export function parseCode(typed: string): string {
	return typed.toUpperCase().replace(/[\s\-–—._]/g, '');
}

function randomSymbols(count: number): string {
	return Array.from({ length: count }, () => symbols[randomInt(symbols.length)]).join('');
}

function checkSymbol(head: string): string {
	let sum = 0;
	for (const [index, symbol] of [...head].entries()) sum += (index + 2) * symbols.indexOf(symbol);
	return symbols.charAt((31 - (sum % 31)) % 31);
}
