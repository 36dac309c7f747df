import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { test } from 'node:test';
import { Refusal } from '#platform/refusal';
import { checkPassword, inventPassword } from './new-account.ts';
import { hashPassword, isOutdated, isPassword } from './password.ts';

test('stored as a PHC string with a salt of its own', async () => {
	const [first, second] = await Promise.all([
		hashPassword('rahasia desa kami'),
		hashPassword('rahasia desa kami'),
	]);
	assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
	assert.notEqual(first, second);
	assert.ok(await isPassword('rahasia desa kami', first));
	assert.ok(!(await isPassword('Rahasia desa kami', first)));
	assert.ok(!(await isPassword('', first)));
	assert.ok(!isOutdated(first));
});

test('a hash with other settings still opens, and is to be stored anew', async () => {
	const nonce = Buffer.alloc(16, 7);
	const settings = { message: 'sandi lama', nonce, memory: 4096, passes: 3, parallelism: 1, tagLength: 32 };
	const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
	const old = `$argon2id$v=19$m=4096,t=3,p=1$${plain(nonce)}$${plain(argon2Sync('argon2id', settings))}`;
	assert.ok(await isPassword('sandi lama', old));
	assert.ok(!(await isPassword('sandi baru', old)));
	assert.ok(isOutdated(old));
});

test('composed and decomposed letters are the same password', async () => {
	assert.ok(await isPassword('cafe\u0301 di Medan!', await hashPassword('caf\u00e9 di Medan!')));
});

test('no account, or a damaged hash, takes the work and says no', async () => {
	assert.ok(!(await isPassword('apa saja', undefined)));
	assert.ok(!(await isPassword('apa saja', '$2b$10$salah')));
	assert.ok(!(await isPassword('apa saja', '')));
});

test('beside the main thread: timers go on while passwords are hashed', async () => {
	let ticks = 0;
	const timer = setInterval(() => ticks++, 2);
	await Promise.all(Array.from({ length: 6 }, () => hashPassword('rahasia desa kami')));
	clearInterval(timer);
	assert.ok(ticks >= 5, `${ticks} ticks`);
});

test('a flood is refused before it fills memory', async () => {
	const all = await Promise.allSettled(Array.from({ length: 80 }, () => isPassword('x', undefined)));
	const refused = all.filter((one) => one.status === 'rejected');
	assert.equal(refused.length, 18); // two running, sixty waiting
	for (const { reason } of refused) assert.ok(reason instanceof Refusal && reason.code === 'identity/busy');
	assert.ok(!(await isPassword('x', undefined)), 'and afterwards it works again');
});

test('which passwords will do', async () => {
	const codeOf = async (word: string) => {
		try {
			await checkPassword(word, { email: 'rotua.sinaga@contoh.example' });
			return 'fine';
		} catch (error) {
			return error instanceof Refusal ? error.code : 'crash';
		}
	};
	const table: [string, string][] = [
		['jembatan desa', 'fine'],
		['a b c d e f g h', 'fine'],
		['kucing🐈rumah', 'fine'],
		['', 'identity/password-short'],
		['sebelas-ini', 'identity/password-short'],
		['aaaaaaaaaaaaaaaa', 'identity/password-weak'],
		['121212121212', 'identity/password-weak'],
		['unbelievable', 'identity/password-known'],
		['  Unbelievable2026!', 'identity/password-known'],
		['password123456', 'identity/password-known'],
		['SumutSmartProvince1', 'identity/password-known'],
		['admin-medan-2026', 'identity/password-known'],
		['rotua.sinaga88', 'identity/password-known'],
		['danau toba yang biru', 'fine'],
		['x'.repeat(1001), 'identity/password-short'],
		['rusak \ud800 sekali', 'identity/password-short'],
	];
	for (const [word, code] of table) assert.equal(await codeOf(word), code, word);
});

test('an invented password can be said aloud, and is never the same', async () => {
	const many = Array.from({ length: 200 }, inventPassword);
	for (const one of many) {
		assert.match(one, /^([bdgklmnprst][aeiou]){3}(-([bdgklmnprst][aeiou]){3}){3}$/);
		await checkPassword(one);
	}
	assert.equal(new Set(many).size, 200);
});
