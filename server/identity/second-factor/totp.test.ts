import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeAt, findStep, keyAddress, stepOf, toBase32 } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

test('the codes of RFC 6238, appendix B, their last six digits', () => {
	const table: [seconds: number, code: string][] = [
		[59, '287082'],
		[1_111_111_109, '081804'],
		[1_111_111_111, '050471'],
		[1_234_567_890, '005924'],
		[2_000_000_000, '279037'],
		[20_000_000_000, '353130'],
	];
	for (const [seconds, code] of table) {
		assert.equal(codeAt(secret, stepOf(new Date(seconds * 1000))), code);
	}
});

test('a code fits half a minute either way, and no further', () => {
	const at = new Date(1_234_567_890_000);
	const near = [-2, -1, 0, 1, 2].map((off) => findStep(secret, codeAt(secret, stepOf(at) + off), at));
	assert.deepEqual(
		near.map((step) => step !== undefined),
		[false, true, true, true, false],
	);
	for (const none of ['', '5924', '0059240', '00592A', '００５９２４']) {
		assert.equal(findStep(secret, none, at), undefined, none);
	}
});

test('the secret as apps read it: RFC 4648 base32', () => {
	assert.equal(toBase32(Buffer.from('foobar')), 'MZXW6YTBOI');
	assert.equal(toBase32(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
	assert.equal(
		keyAddress('Sumut', 'sri@contoh.example', Buffer.from('foobar')),
		'otpauth://totp/Sumut:sri%40contoh.example?secret=MZXW6YTBOI&issuer=Sumut',
	);
});
