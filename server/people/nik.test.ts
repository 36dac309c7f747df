import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../tests/support/database.ts';
import { fits, maskNik, parseNik, partsOf } from './nik.ts';

await testDatabase();

const read: [typed: string, nik: string | undefined][] = [
	['3578080102030001', '3578080102030001'],
	['3578 0801 0203 0001', '3578080102030001'],
	['35.78.08.010203.0001', '3578080102030001'],
	['357808010203000', undefined],
	['35780801020300011', undefined],
	['357808010203000x', undefined],
	['3578080002030001', undefined],
	['3578084002030001', undefined],
	['3578087202030001', undefined],
	['3578083102030001', undefined],
	['3578082902000001', '3578082902000001'],
	['3578082902010001', undefined],
	['3578080113030001', undefined],
	['3578080102030000', undefined],
	['0578080102030001', undefined],
	['', undefined],
];
for (const [typed, nik] of read) {
	test(`"${typed}" is ${nik ? 'a NIK' : 'none'}`, () => assert.equal(parseNik(typed), nik));
}

test('of a woman the day is forty higher', () => {
	assert.deepEqual(partsOf('1209194201900001'), {
		...{ province: '12', regency: '12.09', day: 2, month: 1, year: 90, isFemale: true },
	});
	assert.equal(partsOf('3578080102030001').isFemale, false);
});

test('it fits the day it names, in a regency that is one', async () => {
	assert.equal(await fits('3578080102030001', '2003-02-01'), 'yes');
	assert.equal(await fits('3578080102030001', '1903-02-01'), 'yes', 'the century is not in it');
	assert.equal(await fits('3578080102030001', '2003-02-02'), 'birth-date');
	assert.equal(await fits('1209194201900001', '1990-01-02'), 'yes');
	assert.equal(await fits('1299194201900001', '1990-01-02'), 'region');
});

test('eight digits are never shown', () => {
	assert.equal(maskNik('1209194201900001'), '1209••••••••0001');
});
