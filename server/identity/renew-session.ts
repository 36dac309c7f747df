import { randomBytes } from 'node:crypto';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Factor, Officer, Resident } from './actor.ts';
import { hashOfToken, type NewSession } from './start-session.ts';
import { insertRenewed } from './store/sessions.ts';

/**
 * The session goes on under a new secret, and the old one opens nothing any more: whenever what it may do changes, a
 * secret that leaked before gains nothing. It ends when it would have ended.
 */
export async function renewSession(tx: Tx, actor: Officer | Resident, shown: Factor[]): Promise<NewSession> {
	const token = randomBytes(32).toString('base64url');
	const factors = [...new Set([...actor.factors, ...shown])];
	const next = { id: newId(), tokenHash: hashOfToken(token), factors, at: now() };
	const endsAt = await insertRenewed(tx, actor.sessionId, next);
	if (!endsAt) throw new Error('A session that is in use is not there');
	return { token, endsAt };
}
