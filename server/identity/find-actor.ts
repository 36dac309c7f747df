import { createHash } from 'node:crypto';
import { now } from '#platform/clock';
import { findPost } from '#regions';
import type { Holding, Officer } from './actor.ts';
import { sessionLimits } from './session-limits.ts';
import { selectSession, touchSession } from './store/sessions.ts';

const minuteMs = 60_000;

/**
 * Who is signed in by a session's secret, with the posts they hold today; undefined when the session ended, was
 * revoked, or the account is suspended. Reads once; that somebody is still there is written at most once a minute.
 */
export async function findActor(token: string | undefined, origin: string): Promise<Officer | undefined> {
	if (!token || !/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
	const at = now();
	const found = await selectSession(hashOfToken(token), at, sessionLimits.idleMinutes);
	if (!found) return undefined;
	if (at.getTime() - found.seenAt.getTime() > minuteMs) await touchSession(found.sessionId, at);
	return {
		kind: 'officer',
		accountId: found.accountId,
		name: found.name,
		lang: found.lang,
		sessionId: found.sessionId,
		origin,
		isOperator: found.isOperator,
		mustChangePassword: found.mustChange,
		holdings: await withOffices(found.holdings),
	};
}

/** Offices and posts are facts kept in memory; a post that is no more gives nothing. */
async function withOffices(held: Pick<Holding, 'pemda' | 'postId' | 'acting'>[]): Promise<Holding[]> {
	const all = await Promise.all(held.map(async (one) => ({ one, post: await findPost(one.pemda, one.postId) })));
	return all.flatMap(({ one, post }) =>
		post
			? [{ ...one, officeId: post.officeId, officeName: post.officeName, postTitle: post.title, role: post.role }]
			: [],
	);
}

export function hashOfToken(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}
