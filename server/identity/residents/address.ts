import { isMailOn } from '#platform/mail';
import { Refusal } from '#platform/refusal';
import { isSmsOn } from '#platform/sms';

export type Contact = { kind: 'email' | 'phone'; address: string };

/** What mail servers here take: letters, digits and marks of ASCII, and a host of dotted names. */
const mailAddress =
	/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/**
 * What somebody typed as their e-mail or telephone: addresses in small letters, Indonesian numbers as +62…; undefined
 * when it is neither.
 */
export function parseContact(typed: string): Contact | undefined {
	const text = typed.trim();
	if (text.includes('@')) {
		const address = text.toLowerCase();
		const isAddress = address.length <= 254 && mailAddress.test(address);
		return isAddress ? { kind: 'email', address } : undefined;
	}
	const digits = text.replace(/[\s().-]/g, '').replace(/^(\+62|62|0)/, '');
	// Mobile numbers begin with 8 and have nine to twelve digits after the country's.
	return /^8\d{8,11}$/.test(digits) ? { kind: 'phone', address: `+62${digits}` } : undefined;
}

/** Refuses `identity/contact-wrong`, and what this installation cannot reach: `identity/mail-off`, `identity/sms-off`. */
export function getContact(typed: string, field = 'contact'): Contact {
	const contact = parseContact(typed);
	if (!contact) throw wrongContact(field);
	const refuse = (code: string) =>
		new Refusal('invalid', `identity/${code}`, { fields: { [field]: `refusal.identity.${code}` } });
	if (contact.kind === 'email' && !isMailOn()) throw refuse('mail-off');
	if (contact.kind === 'phone' && !isSmsOn()) throw refuse('sms-off');
	return contact;
}

export function wrongContact(field: string): Refusal {
	const key = 'refusal.identity.contact-wrong';
	return new Refusal('invalid', 'identity/contact-wrong', { fields: { [field]: key } });
}

/** `s•••@contoh.id`, `+62•••••1234`: enough to know one's own again. */
export function maskContact({ kind, address }: Contact): string {
	if (kind === 'phone') return `${address.slice(0, 3)}•••••${address.slice(-4)}`;
	const [name = '', host = ''] = address.split('@');
	return `${name.slice(0, 1)}•••@${host}`;
}
