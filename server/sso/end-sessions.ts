import { type Tx, withTx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { deleteGivenOf } from './store/given.ts';
import { deleteSessions, type EndedSession } from './store/sessions.ts';

const mostTries = 10;

/** Ends sessions with what hangs on them, and tells each app that had one, by a job that tries again. */
export async function endSessions(which: Parameters<typeof deleteSessions>[1]): Promise<void> {
	await withTx(async (tx) => tellApps(tx, await deleteSessions(tx, which)));
}

/** A suspended account: sessions, permissions, and every token of every app end now. */
export async function endAccount(accountId: string): Promise<void> {
	await withTx(async (tx) => {
		const ended = await deleteSessions(tx, { accountId });
		await deleteGivenOf(tx, accountId, null);
		await tellApps(tx, ended);
	});
}

async function tellApps(tx: Tx, ended: EndedSession[]): Promise<void> {
	for (const { subject, apps } of ended)
		for (const { clientId, sid } of apps) await tellLater(tx, { clientId, subject, sid });
}

export async function tellLater(
	tx: Tx,
	told: { clientId: string; subject: string; sid: string | null },
): Promise<void> {
	await enqueue(tx, 'sso/tell-app', told, { maxAttempts: mostTries });
}
