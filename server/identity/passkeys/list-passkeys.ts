import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Officer, Resident } from '../actor.ts';
import { noteOwn } from '../note.ts';
import { requireFresh } from '../require-fresh.ts';
import { tellContacts } from '../residents/tell.ts';
import { keepOne } from '../second-factor/last-factor.ts';
import { tellOfFactor } from '../second-factor/tell-of-factor.ts';
import { endPasskeys, type PasskeyLine, selectPasskeys } from '../store/passkeys.ts';
import { revokeSessions } from '../store/sessions.ts';

/** The keys of whoever asks, oldest first. */
export function listPasskeys(actor: Officer | Resident): Promise<PasskeyLine[]> {
	return selectPasskeys(actor.accountId);
}

/**
 * It opens nothing from now on, and every other session ends: one of them may be open where the key was lost. Refuses
 * `identity/not-fresh`, `identity/no-such-passkey`, `identity/last-factor` for officers.
 */
export async function removePasskey(actor: Officer | Resident, id: string): Promise<void> {
	await requireFresh(actor);
	const { accountId, lang } = actor;
	await withTx(async (tx) => {
		if ((await endPasskeys(tx, accountId, id, now())) === 0) {
			throw new Refusal('not-found', 'identity/no-such-passkey');
		}
		if (actor.kind === 'officer') await keepOne(tx, accountId);
		await revokeSessions(tx, accountId, now(), { keep: actor.sessionId });
		await noteOwn(tx, actor, 'remove-passkey');
		if (actor.kind === 'officer') await tellOfFactor(tx, accountId, 'removed');
		else await tellContacts(tx, { accountId, lang }, 'passkey-removed');
	});
}
