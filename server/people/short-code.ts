import { randomInt } from 'node:crypto';
import { sign } from '#platform/secret';

/** No 0, 1, I, L, O: read over a counter or a telephone without a mistake. */
const symbols = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export function newCode(length: number): string {
	return Array.from({ length }, () => symbols[randomInt(symbols.length)]).join('');
}

/** What somebody typed as a code, without what does not matter. */
export function parseCode(typed: string): string {
	return typed
		.toUpperCase()
		.replace(/[\s\-–—._]/g, '')
		.slice(0, 40);
}

/** How a code is kept: nobody with the table alone can try codes. */
export function hashOfCode(purpose: 'counter' | 'mandate', code: string): Buffer {
	return sign(`people ${purpose}`, code);
}

/** `K7M2-Q9XW` */
export function formatCode(code: string): string {
	return code.replace(/(.{4})(?=.)/g, '$1-');
}
