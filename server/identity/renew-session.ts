import { randomBytes } from 'node:crypto';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Factor, Officer, Resident } from './actor.ts';
import { hashOfToken, type NewSession } from './start-session.ts';
import { insertRenewed } from './store/sessions.ts';

/**
 * The session goes on under a new secret, and the old one opens nothing any more: whenever what it may do changes, a
 * secret that leaked before gains nothing. It ends when it would have ended.
 * Refuses `identity/sign-in-needed` where it ended meanwhile.
 */
export async function renewSession(
	tx: Tx,
	actor: Officer | Resident,
	shown: Factor[],
): Promise<NewSession & { sessionId: string }> {
	const token = randomBytes(32).toString('base64url');
	const factors = [...new Set([...actor.factors, ...shown])];
	const at = now();
	const freshAt = shown.length > 0 ? at : null;
	const next = { id: newId(), tokenHash: hashOfToken(token), factors, at, freshAt };
	const endsAt = await insertRenewed(tx, actor.sessionId, next);
	if (!endsAt) throw new Refusal('unauthenticated', 'identity/sign-in-needed');
	return { token, endsAt, sessionId: next.id };
}
