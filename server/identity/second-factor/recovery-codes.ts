import { randomInt } from 'node:crypto';
import { sign } from '#platform/secret';

const howMany = 10;
/** Without what is mistaken for another: 31 signs, ten of them are 49 bits. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 10;

/** Ten codes as they are shown, once: 'ABCDE-23456'. */
export function inventRecoveryCodes(): string[] {
	return Array.from({ length: howMany }, () => {
		const text = Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
		return `${text.slice(0, length / 2)}-${text.slice(length / 2)}`;
	});
}

/** As it is kept: an HMAC under the installation's secret. Spaces, dashes and small letters do not matter. */
export function hashOfRecovery(accountId: string, typed: string): Buffer {
	return sign('recovery code', `${accountId} ${typed.toUpperCase().replace(/[^0-9A-Z]/g, '')}`);
}

export function looksLikeRecovery(typed: string): boolean {
	return typed.toUpperCase().replace(/[^0-9A-Z]/g, '').length === length;
}
