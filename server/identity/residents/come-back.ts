import { createHash, randomBytes } from 'node:crypto';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import type { Tx } from '#platform/db';
import { formatDate, type Language, translate } from '#platform/i18n';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { labelOf, type Officer } from '../actor.ts';
import { note } from '../note.ts';
import { readRules } from '../rules.ts';
import { type NewSession, startSession, type Visit } from '../start-session.ts';
import { finishRow, hastenRow, insertComeback, selectOpen, stopByHash } from '../store/comebacks.ts';
import { endContacts, insertContact, selectByContact, selectContacts } from '../store/contacts.ts';
import { endPasskeys } from '../store/passkeys.ts';
import { revokeSessions } from '../store/sessions.ts';
import { type Contact, getContact, parseContact } from './address.ts';
import { sendCode, useCode } from './codes.ts';
import { tell, tellContacts } from './tell.ts';

const dayMs = 86_400_000;

/**
 * Somebody lost their contacts and keys: a code to a new contact first. Whether the lost one is anybody's is not told.
 * Refuses `identity/contact-wrong` and what `sendCode` does.
 */
export function askToComeBack(
	{ lost, contact }: { lost: string; contact: string },
	{ lang, visit }: { lang: Language; visit: Visit },
) {
	const old = parseContact(lost);
	if (!old) {
		throw new Refusal('invalid', 'identity/contact-wrong', {
			fields: { lost: 'refusal.identity.contact-wrong' },
		});
	}
	const to = getContact(contact);
	return sendCode({ contact: to, purpose: 'recover', lostAddress: old.address, lang, visit });
}

/**
 * With the code: either the way back is open by now and this is a session, old keys and contacts gone and all other
 * sessions ended; or the days begin (or go on), and every old contact hears of it with a link that stops it. The answer
 * is the same for a lost contact that is nobody's. Refuses `identity/one-time-wrong`.
 */
export async function comeBack(
	{ ticket, code }: { ticket: string; code: string },
	visit: Visit,
): Promise<{ session: NewSession } | { days: number }> {
	const days = (await readRules())['comeback-days'];
	const accountId = await useCode({ ticket, code, purpose: 'recover' }, async (tx, found) => {
		const open = await selectOpen(found, tx);
		if (open && (await finishRow(tx, open.id, now()))) return letIn(tx, open.accountId, open.lang, found);
		if (!open && found.lostAddress) await begin(tx, found.lostAddress, found, days);
		return undefined;
	});
	if (!accountId) return { days };
	return { session: await startSession(accountId, ['code'], visit) };
}

async function begin(tx: Tx, lostAddress: string, contact: Contact, days: number): Promise<void> {
	const lost = parseContact(lostAddress);
	const account = lost && (await selectByContact(lost, tx));
	if (!account || account.suspended || (await selectByContact(contact, tx))) return;
	const { accountId, lang } = account;
	const [at, stop] = [now(), randomBytes(24).toString('base64url')];
	const readyAt = new Date(at.getTime() + days * dayMs);
	const row = { ...contact, id: newId(), accountId, at, readyAt, stopHash: hashOf(stop) };
	if (!(await insertComeback(tx, row))) return;
	for (const [index, old] of (await selectContacts(tx, accountId)).entries()) {
		await tell(tx, old, {
			key: `comeback ${row.id} ${index}`,
			subject: translate(lang, 'account.mail.comeback.subject'),
			text: translate(lang, 'account.mail.comeback', {
				at: formatDate(lang, readyAt),
				href: `${config.publicOrigin}/masuk/bukan-saya/${stop}`,
			}),
		});
	}
}

async function letIn(tx: Tx, accountId: string, lang: Language, contact: Contact): Promise<string> {
	const at = now();
	const also = await selectContacts(tx, accountId);
	await endContacts(tx, accountId, at, null);
	await endPasskeys(tx, accountId, null, at);
	await revokeSessions(tx, accountId, at, { keep: null });
	if (!(await insertContact(tx, { id: newId(), accountId, at }, contact))) {
		throw new Refusal('conflict', 'identity/contact-taken');
	}
	await tellContacts(tx, { accountId, lang, also }, 'came-back');
	return accountId;
}

/** The one tap of an old contact: nobody comes back this way. Refuses `identity/no-such-link`; twice is no fault. */
export async function stopComeback(stop: string): Promise<void> {
	if (!/^[A-Za-z0-9_-]{32}$/.test(stop) || !(await stopByHash(hashOf(stop), now()))) {
		throw new Refusal('not-found', 'identity/no-such-link');
	}
}

/** For `#people`: an officer at a counter saw who it is. True when somebody waited. */
export async function hastenComeback(
	tx: Tx,
	officer: Officer,
	{ accountId, pemda }: { accountId: string; pemda: string },
): Promise<boolean> {
	const isOpen = await hastenRow(tx, accountId, labelOf(officer), now());
	if (isOpen) await note(tx, officer, { pemda, name: 'hasten-comeback', accountId });
	return isOpen;
}

function hashOf(stop: string): Buffer {
	return createHash('sha256').update(stop).digest();
}
