import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Language } from '#platform/i18n';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { type NewSession, startSession, type Visit } from '../start-session.ts';
import { insertResident, selectByContact } from '../store/contacts.ts';
import type { Contact } from './address.ts';
import { getContact } from './address.ts';
import { sendCode, useCode } from './codes.ts';

/**
 * The first step of getting in, and of registering: a code to the e-mail or telephone. Nothing tells whether there is
 * an account. Refuses `identity/contact-wrong`, `identity/mail-off`, `identity/sms-off`, `platform/too-many`.
 */
export function askToEnter(typed: string, { lang, visit }: { lang: Language; visit: Visit }) {
	return sendCode({ contact: getContact(typed), purpose: 'enter', lang, visit });
}

/**
 * The second step: the code begins a session; whoever comes for the first time has an account from then on. Refuses
 * `identity/one-time-wrong`, `identity/account-shut`.
 */
export async function enterWithCode(
	{ ticket, code, lang }: { ticket: string; code: string; lang: Language },
	visit: Visit,
): Promise<NewSession> {
	const accountId = await useCode({ ticket, code, purpose: 'enter' }, (tx, contact) =>
		findOrMake(tx, contact, lang),
	);
	return startSession(accountId, ['code'], visit);
}

async function findOrMake(tx: Tx, contact: Contact, lang: Language): Promise<string> {
	const known = await selectByContact(contact, tx);
	if (known?.suspended) throw new Refusal('forbidden', 'identity/account-shut');
	if (known) return known.accountId;
	const [accountId, at] = [newId(), now()];
	if (await insertResident(tx, { accountId, contactId: newId(), at, lang }, contact)) return accountId;
	// Somebody registered this contact in this moment: themselves, from another window.
	throw new Refusal('conflict', 'identity/one-time-wrong');
}
