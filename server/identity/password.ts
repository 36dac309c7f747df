import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '#platform/refusal';

const derive = promisify(argon2);

/** Argon2id as OWASP's cheat sheet of 2025 advises: 19 MiB, two passes, one lane. Kept in each hash, so it can change. */
const present = { memory: 19_456, passes: 2, parallelism: 1 };
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/;

/** A password as it is stored: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Computed beside the main thread, about 30 ms. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	const hash = await run(password, salt, present);
	return `$argon2id$v=19$${inWords(present)}$${base64(salt)}$${base64(hash)}`;
}

/** Whether this is the password. Without a stored one it takes as long and says no: who has an account cannot be told. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
	const [, memory, passes, lanes, salt, hash] = stored?.match(form) ?? [];
	if (!salt || !hash) {
		await run(password, Buffer.alloc(16), present);
		return false;
	}
	const settings = { memory: Number(memory), passes: Number(passes), parallelism: Number(lanes) };
	const expected = Buffer.from(hash, 'base64');
	return timingSafeEqual(await run(password, Buffer.from(salt, 'base64'), settings), expected);
}

/** Whether it was stored with other settings than today's, and is to be stored anew when the password is at hand. */
export function isOutdated(stored: string): boolean {
	return !stored.includes(`$${inWords(present)}$`);
}

const atOnce = 2; // of libuv's four threads: files and names must still be read meanwhile
const longestQueue = 60; // about a second of work
let running = 0;
const waiting: (() => void)[] = [];

/** Two at a time; a flood of sign-ins is refused before it fills memory and threads. */
async function run(password: string, nonce: Buffer, settings: typeof present): Promise<Buffer> {
	if (running >= atOnce) {
		if (waiting.length >= longestQueue) throw new Refusal('unavailable', 'identity/busy');
		await new Promise<void>((go) => waiting.push(go));
	}
	running++;
	try {
		return await derive('argon2id', {
			message: password.normalize('NFKC'),
			nonce,
			tagLength: 32,
			...settings,
		});
	} finally {
		running--;
		waiting.shift()?.();
	}
}

function inWords({ memory, passes, parallelism }: typeof present): string {
	return `m=${memory},t=${passes},p=${parallelism}`;
}

function base64(bytes: Buffer): string {
	return bytes.toString('base64').replaceAll('=', '');
}
