import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './index.ts';

const whole = {
	PAYMENT_URL: 'https://bank.example/v1/',
	PAYMENT_KEY: 'k',
	PAYMENT_CALLBACK_KEY: 'c'.repeat(16),
};

test('without an address there is no payment provider', () => {
	assert.equal(loadConfig({}).payment, null);
	assert.equal(loadConfig({ ...whole, PAYMENT_URL: '' }).payment, null);
});

test('a provider is whole or stops the start', () => {
	const { payment } = loadConfig({ ...whole, PAYMENT_BANKS: ' Sumut, bri,' });
	assert.deepEqual(payment?.banks, ['sumut', 'bri']);
	assert.deepEqual(
		[payment?.url, payment?.name, payment?.qrisMost],
		['https://bank.example/v1', 'penyedia', 10_000_000],
	);
	assert.throws(
		() => loadConfig({ ...whole, PAYMENT_URL: 'http://bank.example' }),
		/PAYMENT_URL: expected https/,
	);
	assert.throws(() => loadConfig({ ...whole, PAYMENT_KEY: '' }), /PAYMENT_KEY/);
	assert.throws(() => loadConfig({ ...whole, PAYMENT_CALLBACK_KEY: 'short' }), /PAYMENT_CALLBACK_KEY/);
	assert.throws(() => loadConfig({ ...whole, PAYMENT_NAME: 'Bank Sumut' }), /PAYMENT_NAME/);
	assert.throws(() => loadConfig({ ...whole, PAYMENT_QRIS_MAX: '0' }), /PAYMENT_QRIS_MAX/);
	assert.ok(loadConfig({ ...whole, PAYMENT_URL: 'http://127.0.0.1:9' }).payment, 'on this machine');
});
