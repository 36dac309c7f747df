import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, thirty seconds. */
const stepSeconds = 30;
const digits = 6;
/** A clock half a minute off, either way, still fits. */
const drift = [0, -1, 1];
const secretBytes = 20;

export function newSecret(): Buffer {
	return randomBytes(secretBytes);
}

export function stepOf(at: Date): number {
	return Math.floor(at.getTime() / 1000 / stepSeconds);
}

export function codeAt(secret: Buffer, step: number): string {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = createHmac('sha1', secret).update(counter).digest();
	const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
	return String(number % 10 ** digits).padStart(digits, '0');
}

/** The time step whose code this is; undefined where it is none of about now. */
export function findStep(secret: Buffer, code: string, at: Date): number | undefined {
	const present = stepOf(at);
	const given = Buffer.from(code);
	return drift
		.map((off) => present + off)
		.find((step) => given.length === digits && timingSafeEqual(Buffer.from(codeAt(secret, step)), given));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding, as authenticator apps take it. */
export function toBase32(bytes: Buffer): string {
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
	return (bits.match(/.{1,5}/g) ?? [])
		.map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
		.join('');
}

/** What the QR code says: apps show the issuer and the account beside the digits. */
export function keyAddress(issuer: string, account: string, secret: Buffer): string {
	const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
	return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
