import { createHmac } from 'node:crypto';

/** What an authenticator app does, written apart from the platform's own code: it checks that too. */
export function codeOf(secret: string, at: Date): string {
	const counter = Buffer.alloc(8);
	counter.writeUInt32BE(Math.floor(at.getTime() / 30_000), 4);
	const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
	const offset = (mac[19] ?? 0) % 16;
	const number = (mac.readUInt32BE(offset) % 2 ** 31) % 1_000_000;
	return String(number).padStart(6, '0');
}

export function fromBase32(text: string): Buffer {
	const bits = [...text]
		.map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
		.join('');
	return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
