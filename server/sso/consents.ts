import { type Actor, labelOf, type Officer, type Resident } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { tellLater } from './end-sessions.ts';
import { type ConsentLine, selectConsents, updateWithdrawn } from './store/consents.ts';
import { deleteGivenOf } from './store/given.ts';
import { subjectOf } from './subject.ts';

export type { ConsentLine } from './store/consents.ts';

/** The account that asks. Refuses `identity/sign-in-needed`. */
export function ownerOf(actor: Actor): Officer | Resident {
	if (actor.kind === 'officer' || actor.kind === 'resident') return actor;
	throw new Refusal('unauthenticated', 'identity/sign-in-needed');
}

/** Which apps the one who asks let know what, in force first. */
export async function listConsents(actor: Actor): Promise<ConsentLine[]> {
	const { accountId } = ownerOf(actor);
	return withScope({ account: accountId }, (tx) => selectConsents(tx, accountId));
}

/** From now on: the app's tokens end, and it is told. Withdrawing twice is no fault. */
export async function withdrawConsent(actor: Actor, consentId: string): Promise<void> {
	const own = ownerOf(actor);
	const { accountId } = own;
	await withScope({ account: accountId }, async (tx) => {
		const gone = await updateWithdrawn(tx, accountId, consentId, now());
		if (!gone) return;
		await deleteGivenOf(tx, accountId, gone.clientId);
		await tellLater(tx, { clientId: gone.clientId, subject: subjectOf(own), sid: null });
		await record(tx, {
			pemda: gone.pemda,
			actor: labelOf(own),
			act: 'sso/withdraw-consent',
			subject: `account:${accountId}`,
			origin: own.origin,
			detail: { app: gone.clientId },
		});
	});
}
