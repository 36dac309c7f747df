import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Forecast, forecast, placesAmong } from './forecast.ts';

const facts = {
	...{ score: 40, waiting: 10, open: 50, openDocuments: 25 },
	...{ judged: 20, passed: 14, recent: 15, daysLeft: 20 },
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
				...{ judged: count.map((n) => n + 200), passed: count, recent: count, daysLeft: count },
			}),
			(one) => {
				const { low, likely, high } = forecast(one);
				assert.ok(0 <= low && low <= likely && likely <= high && high <= 100);
			},
		),
	);
});

const range = (low: number, likely: number, high: number): Forecast => ({
	low,
	likely,
	high,
	rate: 1,
	pace: 1,
});

test('places: the likely one, the best if all goes well here, the worst if all goes well elsewhere', () => {
	const others = [range(70, 80, 90), range(50, 62, 66), range(40, 55, 85), range(10, 20, 30)];
	assert.deepEqual(placesAmong(range(45, 60, 65), others), { best: 2, likely: 3, worst: 4 });
	assert.deepEqual(placesAmong(range(45, 60, 65), []), { best: 1, likely: 1, worst: 1 });
});

test('the likely place lies between the best and the worst', () => {
	const share = fc.integer({ min: 0, max: 100 });
	const some = fc.tuple(share, share, share).map((three) => {
		const [low = 0, likely = 0, high = 0] = three.sort((a, b) => a - b);
		return range(low, likely, high);
	});
	fc.assert(
		fc.property(some, fc.array(some, { maxLength: 20 }), (own, others) => {
			const { best, likely, worst } = placesAmong(own, others);
			assert.ok(1 <= best && best <= likely && likely <= worst && worst <= others.length + 1);
		}),
	);
});
