import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMoment, writeMoment } from './moments.ts';

const table: [text: string, edge: 'start' | 'end', utc: string | undefined][] = [
	['2010-01-01T00:00:00Z', 'start', '2010-01-01T00:00:00.000Z'],
	['1994-11-05T08:15:30-05:00', 'start', '1994-11-05T13:15:30.000Z'],
	['2026-11-24T15:05+07:00', 'start', '2026-11-24T08:05:00.000Z'],
	['2026-11-24T15:05:00 07:00', 'start', '2026-11-24T08:05:00.000Z'],
	['2026-11-24T15:05:00.250Z', 'end', '2026-11-24T15:05:00.250Z'],
	['2026-11-24', 'start', '2026-11-23T17:00:00.000Z'],
	['2026-11-24', 'end', '2026-11-24T16:59:59.999Z'],
	['2024-02-29', 'start', '2024-02-28T17:00:00.000Z'],
	['2026-02-29', 'start', undefined],
	['2026-02-30T00:00:00Z', 'start', undefined],
	['2026-13-01', 'start', undefined],
	['2026-11-24T24:00:00Z', 'start', undefined],
	['2026-11-24T10:60:00Z', 'start', undefined],
	['2026-11-24T10:00:00', 'start', undefined],
	['2026-11-24T10:00:00+99:00', 'start', undefined],
	['24-11-2026', 'start', undefined],
	['kemarin', 'start', undefined],
	['0000-01-01', 'start', undefined],
	['1700000000', 'start', undefined],
];
for (const [text, edge, utc] of table) {
	test(`${text} as ${edge}`, () => assert.equal(readMoment(text, edge)?.toISOString(), utc));
}

test('written with the offset of North Sumatra, and read back', () => {
	const at = new Date('2026-11-24T18:05:09.000Z');
	assert.equal(writeMoment(at), '2026-11-25T01:05:09+07:00');
	assert.deepEqual(readMoment(writeMoment(at)), at);
});
