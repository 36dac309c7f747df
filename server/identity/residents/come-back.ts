import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { announce } from '#platform/events';
import type { Language } from '#platform/i18n';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { installation } from '../note.ts';
import { readRules } from '../rules.ts';
import { type NewSession, startSession, type Visit } from '../start-session.ts';
import { lowerLevel } from '../store/accounts.ts';
import { type Comeback, finishRow, selectOpen, stopRows } from '../store/comebacks.ts';
import { endContacts, insertContact, selectByContact, selectContacts } from '../store/contacts.ts';
import { endPasskeys } from '../store/passkeys.ts';
import { revokeSessions } from '../store/sessions.ts';
import { type Contact, getContact, parseContact, wrongContact } from './address.ts';
import { sendCode, useCode } from './codes.ts';
import { hashOfCounterCode, newCounterCode } from './comeback-codes.ts';
import { tellContacts } from './tell.ts';

/**
 * Somebody lost their contacts and keys: a code to a new contact first. Whether the lost one is anybody's is not told.
 * Refuses `identity/contact-wrong` and what `sendCode` does.
 */
export function askToComeBack(
	{ lost, contact }: { lost: string; contact: string },
	{ lang, visit }: { lang: Language; visit: Visit },
) {
	const old = parseContact(lost);
	if (!old) throw wrongContact('lost');
	const to = getContact(contact);
	return sendCode({ contact: to, purpose: 'recover', lostAddress: old.address, lang, visit });
}

export type CameBack = { session: NewSession } | { days: number; counterCode: string };

/**
 * With the code: either the way back is open by now and this is a session, old keys and contacts gone and all other
 * sessions ended; or a job begins the days (or lets them go on), and every old contact hears of it with a link that
 * stops it. The answer and the work are the same for a lost contact that is nobody's. `counterCode` is what the asker
 * shows at a counter. Refuses `identity/one-time-wrong`, and `identity/contact-taken` where the new contact, which was
 * just proved, has an account of its own.
 */
export async function comeBack(
	{ ticket, code }: { ticket: string; code: string },
	visit: Visit,
): Promise<CameBack> {
	const days = (await readRules())['comeback-days'];
	const counterCode = newCounterCode();
	const accountId = await useCode(
		{ ticket, code, purpose: 'recover' },
		async (tx, { lostAddress, ...found }) => {
			const lost = lostAddress ?? '';
			const open = await selectOpen(tx, found, lost);
			if (open && (await finishRow(tx, open.id, now()))) return letIn(tx, open, visit);
			if (await selectByContact(found, tx)) throw taken();
			const asked = { id: newId(), lost, kind: found.kind, address: found.address };
			const counterHash = hashOfCounterCode(counterCode).toString('base64url');
			await enqueue(tx, 'identity/begin-comeback', { ...asked, counterHash });
			return undefined;
		},
	);
	if (!accountId) return { days, counterCode };
	return { session: await startSession(accountId, ['code'], visit) };
}

/**
 * Whoever waited and was not stopped has the account. Where no officer saw their card, nobody knows that they are who
 * was verified: the level falls, and `#people` ends its proof (`identity.came-back`).
 */
async function letIn(tx: Tx, comeback: Comeback, { origin }: Visit): Promise<string> {
	const { accountId, seen, lang, kind, address } = comeback;
	const at = now();
	const contact: Contact = { kind, address };
	const also = await selectContacts(tx, accountId);
	await endContacts(tx, accountId, at, null);
	await endPasskeys(tx, accountId, null, at);
	await revokeSessions(tx, accountId, at, { keep: null });
	await stopRows(tx, accountId, at);
	if (!seen) await lowerLevel(tx, accountId);
	if (!(await insertContact(tx, { id: newId(), accountId, at }, contact))) throw taken();
	const subject = `account:${accountId}`;
	const line = { pemda: installation, actor: subject, act: 'identity/come-back', subject, origin };
	await record(tx, { ...line, detail: { seen } });
	await announce(tx, 'identity.came-back', installation, { accountId, seen });
	await tellContacts(tx, { accountId, lang, also }, 'came-back');
	return accountId;
}

function taken(): Refusal {
	return new Refusal('conflict', 'identity/contact-taken');
}
