import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvRow } from './csv-row.ts';

const cases: [value: unknown, written: string][] = [
	['Jembatan', 'Jembatan'],
	['Jalan A, B', '"Jalan A, B"'],
	['kata "ini"', '"kata ""ini"""'],
	['dua\nbaris', '"dua\nbaris"'],
	['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
	['+62811', "'+62811"],
	['-1+1', "'-1+1"],
	['@SUM(A1)', "'@SUM(A1)"],
	['  =1+1', "'  =1+1"],
	['＝1+1', "'＝1+1"],
	['\t=1', '"\'\t=1"'],
	[-3.5, '-3.5'],
	[new Date('2026-11-24T03:00:00Z'), '2026-11-24T03:00:00.000Z'],
	[null, ''],
	[undefined, ''],
	[false, 'false'],
];
for (const [value, written] of cases) {
	test(`a value ${JSON.stringify(value)}`, () => assert.equal(csvRow([value]), `${written}\r\n`));
}

test('no text begins as a formula, whatever it holds', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(',', ';'), (text, separator) => {
			const cell = csvRow([text, 1], separator as ',' | ';').slice(0, -4); // one of the two above
			const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
			assert.doesNotMatch(shown, /^\s*[=+\-@]/);
			assert.ok(shown === text || shown === `'${text}`);
		}),
	);
});
