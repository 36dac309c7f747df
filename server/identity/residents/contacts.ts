import { now } from '#platform/clock';
import { db, withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Resident } from '../actor.ts';
import { isId } from '../is-id.ts';
import { noteOwn } from '../note.ts';
import { requireFresh } from '../require-fresh.ts';
import type { Visit } from '../start-session.ts';
import { type ContactRow, insertContact, removeContactRow, selectContacts } from '../store/contacts.ts';
import { getContact, maskContact } from './address.ts';
import { sendCode, useCode } from './codes.ts';
import { tellContacts } from './tell.ts';

/** Where the resident who asks can be reached, in full: it is theirs. */
export function listContacts(actor: Resident): Promise<ContactRow[]> {
	return selectContacts(db, actor.accountId);
}

/**
 * A code to a further contact. Whose it is now is not told: only its code could. Refuses `identity/not-fresh` and what
 * `sendCode` does.
 */
export async function askToAddContact(actor: Resident, typed: string, visit: Visit) {
	await requireFresh(actor);
	const { accountId, lang } = actor;
	return sendCode({ contact: getContact(typed), purpose: 'add-contact', accountId, lang, visit });
}

/**
 * Refuses `identity/not-fresh`, `identity/one-time-wrong`, and `identity/contact-taken` to who holds the contact: it has
 * an account of its own.
 */
export async function addContact(
	actor: Resident,
	{ ticket, code }: { ticket: string; code: string },
): Promise<void> {
	await requireFresh(actor);
	const { accountId, lang } = actor;
	await useCode({ ticket, code, purpose: 'add-contact' }, async (tx, found) => {
		if (found.accountId !== accountId) throw new Refusal('invalid', 'identity/one-time-wrong');
		const row = { id: newId(), accountId, at: now() };
		if (!(await insertContact(tx, row, found))) throw new Refusal('conflict', 'identity/contact-taken');
		await noteOwn(tx, actor, 'add-contact');
		await tellContacts(tx, { accountId, lang }, 'contact-added', { contact: maskContact(found) });
	});
}

/** Refuses `identity/not-fresh`, `identity/no-such-contact`, `identity/last-contact`. */
export async function removeContact(actor: Resident, contactId: string): Promise<void> {
	await requireFresh(actor);
	const { accountId, lang } = actor;
	await withTx(async (tx) => {
		const gone = isId(contactId) ? await removeContactRow(tx, accountId, contactId, now()) : undefined;
		if (!gone) throw new Refusal('not-found', 'identity/no-such-contact');
		if (gone === 'last') throw new Refusal('conflict', 'identity/last-contact');
		await noteOwn(tx, actor, 'remove-contact');
		await tellContacts(tx, { accountId, lang, also: [gone] }, 'contact-removed', {
			contact: maskContact(gone),
		});
	});
}
