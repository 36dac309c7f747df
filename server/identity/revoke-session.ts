import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import type { Officer, Resident } from './actor.ts';
import { isId } from './is-id.ts';
import { installation, note } from './note.ts';
import { requireFresh } from './require-fresh.ts';
import { revokeSessions } from './store/sessions.ts';

/** Ends one session of the account, or all but the one that asks. Returns how many ended. Refuses `identity/not-fresh`. */
export async function revokeSession(
	actor: Officer | Resident,
	which: { only: string } | 'others',
): Promise<number> {
	if (which !== 'others' && !isId(which.only)) return 0;
	await requireFresh(actor);
	return withTx(async (tx) => {
		const ended = await revokeSessions(
			tx,
			actor.accountId,
			now(),
			which === 'others' ? { keep: actor.sessionId } : which,
		);
		const act = { pemda: installation, name: 'revoke-session', accountId: actor.accountId };
		if (ended > 0) await note(tx, actor, act, { ended });
		return ended;
	});
}
