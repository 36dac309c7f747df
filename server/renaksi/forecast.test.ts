import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { forecast } from './forecast.ts';

const facts = {
	...{ score: 40, waiting: 10, open: 50, openDocuments: 25 },
	...{ judged: 20, accepted: 14, recent: 15, daysLeft: 20 },
};

test('what waits and what still comes, at the rate that is accepted', () => {
	assert.deepEqual(forecast(facts), { low: 40, likely: 61, high: 70, rate: 0.7, pace: 0.5 });
});

test('after the last day only what waits counts', () => {
	assert.equal(forecast({ ...facts, daysLeft: 0 }).high, 50);
});

test('low, likely and high are in order and within 0 and 100', () => {
	const share = fc.integer({ min: 0, max: 3333 }).map((n) => n / 100);
	const count = fc.integer({ min: 0, max: 200 });
	fc.assert(
		fc.property(
			fc.record({
				...{ score: share, waiting: share, open: share, openDocuments: count },
				...{ judged: count.map((n) => n + 200), accepted: count, recent: count, daysLeft: count },
			}),
			(one) => {
				const { low, likely, high } = forecast(one);
				assert.ok(0 <= low && low <= likely && likely <= high && high <= 100);
			},
		),
	);
});
