import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import type { Officer } from './actor.ts';
import { revokeSessions, type SessionLine, selectSessionsOf } from './store/sessions.ts';

/** Where this account is signed in now, newest use first. */
export function listSessions(actor: Officer): Promise<SessionLine[]> {
	return selectSessionsOf(actor.accountId, now());
}

export function signOut(actor: Officer): Promise<number> {
	return revoke(actor, { only: actor.sessionId });
}

/** Ends one other session of the account, or all but the one that asks. */
export function revokeSession(actor: Officer, which: { only: string } | 'others'): Promise<number> {
	return revoke(actor, which === 'others' ? { keep: actor.sessionId } : which);
}

function revoke(actor: Officer, which: Parameters<typeof revokeSessions>[3]): Promise<number> {
	return withTx(async (tx) => {
		const subject = `account:${actor.accountId}`;
		await record(tx, { pemda: '12', actor: subject, act: 'identity/revoke-session', subject, origin: actor.origin });
		return revokeSessions(tx, actor.accountId, now(), which);
	});
}
