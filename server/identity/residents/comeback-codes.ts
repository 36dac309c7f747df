import { createHash, randomInt } from 'node:crypto';
import { config } from '#platform/config';
import { sign } from '#platform/secret';

/** Without what is mistaken for another: 31 signs, ten of them are 49 bits. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 10;

/** What somebody on the way back shows at a counter: 'ABCDE-23456'. */
export function newCounterCode(): string {
	const text = Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
	return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
}

/** As it is kept. Spaces, dashes and small letters do not matter. */
export function hashOfCounterCode(typed: string): Buffer {
	return sign(
		'comeback at a counter',
		typed
			.slice(0, 40)
			.toUpperCase()
			.replace(/[^0-9A-Z]/g, ''),
	);
}

/** The secret of the link that stops it: made again for each notice, kept nowhere. */
export function stopOf(comebackId: string): string {
	return sign('stop comeback', comebackId).toString('base64url');
}

export function hashOfStop(stop: string): Buffer {
	return createHash('sha256').update(stop).digest();
}

export function stopLink(comebackId: string): string {
	return `${config.publicOrigin}/masuk/bukan-saya/${stopOf(comebackId)}`;
}
