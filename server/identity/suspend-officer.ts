import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { announce } from '#platform/events';
import { Refusal } from '#platform/refusal';
import { labelOf, type Officer } from './actor.ts';
import { note } from './note.ts';
import { type AccountRef, mustReach } from './reach-account.ts';
import { requireFresh } from './require-fresh.ts';
import { updateSuspension } from './store/accounts.ts';
import { revokeSessions } from './store/sessions.ts';

/**
 * A suspended account is dead at its next request; its sessions end now, and the event `identity.suspended` ends what
 * others hold for it. `suspended: false` gives it back. Refuses what
 * `mustReach` does, and `identity/not-yourself`.
 */
export async function suspendOfficer(
	actor: Officer,
	input: AccountRef & { suspended: boolean },
): Promise<void> {
	await mustReach(actor, input);
	await requireFresh(actor);
	const { pemda, accountId, suspended } = input;
	if (accountId === actor.accountId) throw new Refusal('conflict', 'identity/not-yourself');
	const at = now();
	await withTx(async (tx) => {
		await updateSuspension(tx, accountId, suspended ? at : null, labelOf(actor));
		if (suspended) await revokeSessions(tx, accountId, at, { keep: null });
		await announce(tx, suspended ? 'identity.suspended' : 'identity.restored', pemda, { accountId });
		await note(tx, actor, { pemda, name: suspended ? 'suspend' : 'restore', accountId });
	});
}
