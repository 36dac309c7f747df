import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskName } from './mask-name.ts';
import { codeKey, formatCode, formatNumber, lookUpKey, newCode, periodOf } from './number.ts';

const at = new Date('2026-12-31T18:30:00Z'); // already 2027 in Medan
const places = { seq: 7, office: 'DPMPTSP', pemda: '12.09', at };

test('a number is written by its pattern, with the day in Asia/Jakarta', () => {
	assert.equal(formatNumber('503/{seq:4}/{office}/{roman}/{year}', places), '503/0007/DPMPTSP/I/2027');
	assert.equal(formatNumber('{pemda}-{seq}-{month}', { ...places, seq: 12_345 }), '12.09-12345-01');
	assert.equal(formatNumber('{seq:3}/X', { ...places, seq: 12_345 }), '12345/X', 'never cut');
});

test('a series begins anew each year only where its number names the year', () => {
	assert.equal(periodOf('{seq}/{year}', at), '2027');
	assert.equal(periodOf('{seq}/{month}', at), '');
});

test('a pattern that would give the same number twice, or a place nobody knows, is a fault', () => {
	assert.throws(() => formatNumber('503/{year}', places), /without \{seq\}/);
	assert.throws(() => formatNumber('{seq}/{kantor}', places), /\{kantor\}/);
});

test('what somebody types is found, however it is typed', () => {
	assert.equal(lookUpKey(' 503/0007/dpmptsp/i/2027 '), '503/0007/DPMPTSP/I/2027');
	const code = newCode();
	assert.match(code, /^[2-9A-HJ-NP-Z]{10}$/);
	assert.equal(codeKey(` ${formatCode(code).toLowerCase()} `), code);
});

test('a masked name has no more of a name than its first letters', () => {
	assert.equal(maskName('Siti Rahma Nasution'), 'S*** R*** N***');
	assert.equal(maskName('  bu'), 'B***');
	assert.equal(maskName(''), '***');
	fc.assert(
		fc.property(fc.string({ maxLength: 60 }), (name) => {
			const longest = Math.max(...name.split(/\s+/).map((word) => [...word].length));
			return longest < 5 || !maskName(name).toLowerCase().includes(name.toLowerCase().slice(0, 5));
		}),
	);
});
