import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatNumber, newNumber, parseNumber } from './case-number.ts';

const symbols = [...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'];

test('a number survives being written, spaced and typed in small letters', () => {
	for (let i = 0; i < 200; i++) {
		const number = newNumber('4K');
		assert.equal(number.length, 12);
		assert.equal(parseNumber(formatNumber(number)), number);
		assert.equal(parseNumber(`  ${formatNumber(number).toLowerCase().replaceAll('-', ' ')} `), number);
	}
});

test('every single wrong symbol is noticed', () => {
	fc.assert(
		fc.property(fc.nat(11), fc.constantFrom(...symbols), (at, symbol) => {
			const number = newNumber('2A');
			if (number[at] === symbol) return;
			assert.equal(parseNumber(number.slice(0, at) + symbol + number.slice(at + 1)), undefined);
		}),
	);
});

test('every two swapped symbols are noticed', () => {
	fc.assert(
		fc.property(fc.nat(11), fc.nat(11), (a, b) => {
			const number = newNumber('7Z');
			const swapped = [...number];
			[swapped[a], swapped[b]] = [number.charAt(b), number.charAt(a)];
			if (swapped.join('') === number) return;
			assert.equal(parseNumber(swapped.join('')), undefined);
		}),
	);
});

test('what cannot be a number is none', () => {
	for (const typed of ['', 'abc', '0000-0000-0000', '2A2A-2A2A-2A2', 'x'.repeat(1e6), '\u0000'.repeat(12)]) {
		assert.equal(parseNumber(typed), undefined, typed.slice(0, 20));
	}
});
