import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Rule, trace } from '#rules';
import { sumOf } from './payment-view.ts';

const number = (value: number) => value.toLocaleString('id-ID');

function told(rule: Rule, answers: Record<string, number>): string {
	const steps = trace(rule, { answers, today: '2026-11-24', named: {} });
	const amount = typeof steps.value === 'number' ? steps.value : 0;
	return sumOf({ fee: 'x', label: { id: 'x', en: 'x' }, amount, inputs: {}, trace: steps }, number);
}

test('a fee is told as the sum it was worked out by', () => {
	const perMetre: Rule = { multiply: [{ answer: 'luas' }, 25_000] };
	assert.equal(told(perMetre, { luas: 6 }), '6 × 25.000 = 150.000');
	assert.equal(told({ add: [perMetre, 10_000] }, { luas: 6 }), '(6 × 25.000) + 10.000 = 160.000');
	assert.equal(
		told({ round: [{ multiply: [{ answer: 'luas' }, 0.5] }, 'up', 1] }, { luas: 3 }),
		'3 × 0,5 ≈ 2',
	);
	assert.equal(
		told({ if: [{ more: [{ answer: 'luas' }, 5] }, perMetre, 1000] }, { luas: 6 }),
		'6 × 25.000 = 150.000',
	);
});

test('where there was nothing to work out, nothing is told', () => {
	assert.equal(told(50_000, {}), '');
	assert.equal(
		sumOf({ fee: 'x', label: { id: 'x', en: 'x' }, amount: 1, inputs: {}, trace: null }, number),
		'',
	);
	assert.equal(
		sumOf({ fee: 'x', label: { id: 'x', en: 'x' }, amount: 1, inputs: {}, trace: { rule: 'x' } }, number),
		'',
	);
});
