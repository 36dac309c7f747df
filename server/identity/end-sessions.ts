import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import type { Officer } from './actor.ts';
import { note } from './note.ts';
import { type AccountRef, mustReach } from './reach-account.ts';
import { requireFresh } from './require-fresh.ts';
import { revokeSessions } from './store/sessions.ts';

/** Ends every session of an officer: a lost phone, a desk left open. Refuses what `mustReach` does, and `identity/not-fresh`. */
export async function endSessions(actor: Officer, input: AccountRef): Promise<void> {
	await mustReach(actor, input);
	await requireFresh(actor);
	const { pemda, accountId } = input;
	await withTx(async (tx) => {
		const ended = await revokeSessions(tx, accountId, now(), { keep: null });
		await note(tx, actor, { pemda, name: 'end-sessions', accountId }, { ended });
	});
}
