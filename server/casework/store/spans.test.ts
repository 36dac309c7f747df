import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spansBefore } from './spans.ts';

const dayMs = 86_400_000;
const marksOf = (at: number) => [1, 8, 64].map((size) => `'~${size}.${Math.floor(at / dayMs / size)}'`);

test('every moment up to the newest lies in one span, and in its marks', () => {
	const moment = fc.integer({ min: Date.UTC(2020), max: Date.UTC(2060) });
	fc.assert(
		fc.property(moment, fc.integer({ min: 0, max: 400 * dayMs }), (newest, back) => {
			const at = newest - back;
			const spans = spansBefore(new Date(newest)).filter(
				({ from, before }) => (!from || at >= from.getTime()) && (!before || at < before.getTime()),
			);
			assert.equal(spans.length, 1);
			const [{ marks } = { marks: '' }] = spans;
			if (marks) assert.ok(marksOf(at).some((mark) => marks.includes(mark)));
		}),
	);
});
