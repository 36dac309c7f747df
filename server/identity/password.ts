import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** Argon2id as OWASP's cheat sheet of 2025 advises: 19 MiB, two passes, one lane. Kept in each hash, so it can change. */
const now = { memory: 19_456, passes: 2, parallelism: 1 };

/** A password as it is stored: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Computed beside the main thread, about 30 ms. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const hash = await run(password, salt, now);
	const settings = `m=${now.memory},t=${now.passes},p=${now.parallelism}`;
	return `$argon2id$v=19$${settings}$${base64(salt)}$${base64(hash)}`;
}

/** Whether this is the password. Without a stored one it takes as long and says no: who has an account cannot be told. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
	const [, memory, passes, lanes, salt, hash] =
		stored?.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/) ?? [];
	if (!salt || !hash) {
		await run(password, Buffer.alloc(16), now);
		return false;
	}
	const settings = { memory: Number(memory), passes: Number(passes), parallelism: Number(lanes) };
	const expected = Buffer.from(hash, 'base64');
	return timingSafeEqual(await run(password, Buffer.from(salt, 'base64'), settings), expected);
}

function run(password: string, nonce: Buffer, settings: typeof now): Promise<Buffer> {
	return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: 32, ...settings });
}

function base64(bytes: Buffer): string {
	return bytes.toString('base64').replaceAll('=', '');
}
