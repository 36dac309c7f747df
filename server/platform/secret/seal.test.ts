import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal, unseal } from './index.ts';

test('a sealed secret comes back whole, and looks different each time', () => {
	const text = 'kunci rahasia ✓';
	const [one, other] = [seal('open311', text), seal('open311', text)];
	assert.notEqual(one, other);
	assert.ok(!one.includes('kunci'));
	assert.equal(unseal('open311', one), text);
	assert.equal(unseal('open311', other), text);
});

test('for another purpose, changed or never sealed: nothing', () => {
	const sealed = seal('open311', 'k');
	assert.equal(unseal('mail', sealed), undefined);
	const last = sealed.at(-3) === 'A' ? 'B' : 'A';
	assert.equal(unseal('open311', `${sealed.slice(0, -3)}${last}${sealed.slice(-2)}`), undefined);
	for (const none of ['', 'v1.', 'v1.AAAA', 'k', 'v2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
		assert.equal(unseal('open311', none), undefined);
	}
});
