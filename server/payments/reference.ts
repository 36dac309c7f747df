import { randomBytes } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What a payment or refund is called at the provider: 20 letters and digits, 85 bits of them at random. */
export function newReference(): string {
	return `SSP${[...randomBytes(17)].map((byte) => letters[byte % 32]).join('')}`;
}
