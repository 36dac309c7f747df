import { randomInt, timingSafeEqual } from 'node:crypto';
import { now } from '#platform/clock';
import { type Tx, withTx } from '#platform/db';
import { type Language, translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { sign } from '#platform/secret';
import { spend } from '#platform/throttle';
import { isId } from '../is-id.ts';
import type { Visit } from '../start-session.ts';
import {
	type FoundCode,
	insertCode,
	type Purpose,
	selectTicket,
	takeTry,
	useCodeRow,
} from '../store/codes.ts';
import { type Contact, maskContact } from './address.ts';
import { tell } from './tell.ts';

/** Ours, not the law's: six digits, ten minutes, five tries. */
const digits = 6;
const minutes = 10;
export const mostTries = 5;
const budgets = {
	contact: { count: 5, perSeconds: 3600 },
	day: { count: 12, perSeconds: 86_400 },
	// A village has one address; a phone rarely asks for more than a handful.
	device: { count: 15, perSeconds: 3600 },
	origin: { count: 120, perSeconds: 3600 },
};

export type Asked = {
	contact: Contact;
	purpose: Purpose;
	accountId?: string | null;
	lostAddress?: string | null;
	lang: Language;
	visit: Visit;
};

/**
 * Sends a code to a contact, whoever it belongs to: the same work and the same answer whether there is an account.
 * Returns the ticket for the browser that asked. Refuses `platform/too-many` by contact, device and place.
 */
export async function sendCode(asked: Asked): Promise<{ ticket: string; endsAt: Date; to: string }> {
	const { contact, purpose, lang, visit } = asked;
	const key = sign('throttle code', contact.address).toString('base64url');
	const device = sign('throttle device', `${visit.origin} ${visit.device}`).toString('base64url');
	await spend(`codes from ${visit.origin}`, budgets.origin);
	await spend(`codes for device ${device}`, budgets.device);
	await spend(`codes to ${key}`, budgets.contact);
	await spend(`codes a day to ${key}`, budgets.day);
	const [ticket, code, at] = [newId(), randomDigits(), now()];
	const endsAt = new Date(at.getTime() + minutes * 60_000);
	await withTx(async (tx) => {
		const { accountId = null, lostAddress = null } = asked;
		await insertCode(tx, {
			...contact,
			id: ticket,
			purpose,
			accountId,
			lostAddress,
			hash: hashOf(ticket, code),
			at,
			endsAt,
		});
		await tell(tx, contact, {
			key: `code ${ticket}`,
			subject: translate(lang, 'account.code.subject', { code }),
			text: translate(lang, `account.code.${purpose}`, { code, minutes }),
		});
	});
	return { ticket, endsAt, to: maskContact(contact) };
}

/** Where the code of a ticket went, masked; undefined when it no longer holds. */
export async function findTicket(ticket: string, purpose: Purpose): Promise<string | undefined> {
	const contact = isId(ticket) ? await selectTicket(ticket, purpose, now()) : undefined;
	return contact && maskContact(contact);
}

/**
 * Uses a code, once, and does what it is for in the same transaction. Each look at it counts before it is compared, so
 * that a hundred guesses at once are five. Refuses `identity/one-time-wrong`.
 */
export async function useCode<T>(
	{ ticket, code, purpose }: { ticket: string; code: string; purpose: Purpose },
	run: (tx: Tx, found: FoundCode) => Promise<T>,
): Promise<T> {
	const typed = code.replace(/\D/g, '');
	const found = isId(ticket) ? await takeTry(ticket, purpose, now(), mostTries) : undefined;
	if (!found || !timingSafeEqual(found.hash, hashOf(ticket, typed))) throw wrong();
	return withTx(async (tx) => {
		if (!(await useCodeRow(tx, ticket, now()))) throw wrong();
		return run(tx, found);
	});
}

function wrong(): Refusal {
	return new Refusal('invalid', 'identity/one-time-wrong', {
		fields: { code: 'refusal.identity.one-time-wrong' },
	});
}

function randomDigits(): string {
	return String(randomInt(10 ** digits)).padStart(digits, '0');
}

function hashOf(ticket: string, code: string): Buffer {
	return sign('one-time code', `${ticket} ${code}`);
}
