import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { sign } from './sign.ts';

const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * A secret of ours at another system (a key, a password) as it may lie in a table: AES-256-GCM under the
 * installation's secret, which never enters the database. `purpose` keeps values of different uses apart.
 */
export function seal(purpose: string, text: string): string {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', sign('seal', purpose), nonce);
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** The text again; undefined when it was sealed under another secret, for another purpose, or changed since. */
export function unseal(purpose: string, sealed: string): string | undefined {
	const bytes = Buffer.from(sealed.replace(`${version}.`, ''), 'base64url');
	if (!sealed.startsWith(`${version}.`) || bytes.length < nonceBytes + tagBytes) return undefined;
	const nonce = bytes.subarray(0, nonceBytes);
	const decipher = createDecipheriv('aes-256-gcm', sign('seal', purpose), nonce);
	decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
	try {
		return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
	} catch {
		return undefined;
	}
}
