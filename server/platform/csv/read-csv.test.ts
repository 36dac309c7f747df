import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvRow } from './csv-row.ts';
import { readCsv } from './read-csv.ts';

test('quotes, doubled quotes, breaks inside them, and the line each row begins on', () => {
	const { header, rows } = readCsv('\uFEFFCode,Title\r\n1,"a, ""b""\nc"\r\n\r\n2,d\r\n3\r\n');
	assert.deepEqual(header, ['code', 'title']);
	assert.deepEqual(rows, [
		{ line: 2, cells: { code: '1', title: 'a, "b"\nc' }, short: false },
		{ line: 5, cells: { code: '2', title: 'd' }, short: false },
		{ line: 6, cells: { code: '3', title: '' }, short: true },
	]);
});

test('a file of a spreadsheet here has semicolons', () => {
	assert.deepEqual(readCsv('a;b\n1,5;2').rows[0]?.cells, { a: '1,5', b: '2' });
});

test('what was written is read, and nothing makes it fall over', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
			const cells = texts.map((text) => text.replace(/[\r\n\t=+@＝＋－＠-]/g, '').trim());
			const { rows } = readCsv(`a,b\n${cells.map((cell) => csvRow([cell, 'x'])).join('')}`);
			assert.deepEqual(
				rows.map((row) => row.cells['a']),
				cells,
			);
		}),
	);
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(readCsv(text).rows)));
});
