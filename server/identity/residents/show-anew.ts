import { now } from '#platform/clock';
import { db, withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Factor, Resident } from '../actor.ts';
import { noteOwn } from '../note.ts';
import { checkOwnPasskey } from '../passkeys/use-passkey.ts';
import { renewSession } from '../renew-session.ts';
import type { NewSession, Visit } from '../start-session.ts';
import { selectContacts } from '../store/contacts.ts';
import { sendCode, useCode } from './codes.ts';

/** A code to the first contact of the resident, before a dangerous act. */
export async function askToShowAnew(actor: Resident, visit: Visit) {
	const [contact] = await selectContacts(db, actor.accountId);
	if (!contact) throw new Refusal('conflict', 'identity/no-such-contact');
	return sendCode({ contact, purpose: 'enter', lang: actor.lang, visit });
}

/** The code, or a key, shown anew: the session goes on under a new secret. Refuses `identity/one-time-wrong`, `identity/passkey-wrong`. */
export async function showAnew(
	actor: Resident,
	shown: { ticket: string; code: string } | { passkey: unknown },
): Promise<NewSession> {
	if ('passkey' in shown) {
		await checkOwnPasskey(actor, shown.passkey);
		return renew(actor, 'passkey');
	}
	await useCode({ ...shown, purpose: 'enter' }, async (tx, { address }) => {
		const own = await selectContacts(tx, actor.accountId);
		if (!own.some((one) => one.address === address)) throw new Refusal('invalid', 'identity/one-time-wrong');
	});
	return renew(actor, 'code');
}

function renew(actor: Resident, factor: Factor): Promise<NewSession> {
	return withTx(async (tx) => {
		const { token, endsAt } = await renewSession(tx, actor, [factor]);
		await noteOwn(tx, actor, 'show-factor', { factor, at: now() });
		return { token, endsAt };
	});
}
