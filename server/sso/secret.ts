import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { now } from '#platform/clock';

/** A secret an app keeps: 256 random bits, shown once. */
export function newSecret(): { secret: string; hash: string } {
	const secret = randomBytes(32).toString('base64url');
	return { secret, hash: hashOfSecret(secret) };
}

/** Hexadecimal. Enough for a random one, since nobody can guess what to hash. */
function hashOfSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Whether `typed` is the secret behind `<hash>` or `<hash>:<old hash>:<end of the old one, ms>`. */
export function compareSecret(kept: string, typed: string): boolean {
	const [hash = '', old = '', until = '0'] = kept.split(':');
	const shown = Buffer.from(hashOfSecret(typed));
	const isOne = (other: string) =>
		other.length === shown.length && timingSafeEqual(Buffer.from(other), shown);
	return isOne(hash) || (isOne(old) && Number(until) > now().getTime());
}
