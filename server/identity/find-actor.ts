import { now } from '#platform/clock';
import { config } from '#platform/config';
import { findPost } from '#regions';
import type { Holding, Officer, Resident } from './actor.ts';
import { hashOfToken } from './start-session.ts';
import { selectSession, touchSession } from './store/sessions.ts';

const minuteMs = 60_000;

/**
 * Who is signed in by a session's secret, with the posts they hold today in Asia/Jakarta; undefined when the session
 * ended, was revoked, or the account is suspended. One statement; that somebody is still there is written at most once
 * a minute. Whoever still has the first password holds nothing yet.
 */
export async function findActor(
	token: string | undefined,
	origin: string,
): Promise<Officer | Resident | undefined> {
	if (!token || !/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
	const at = now();
	const found = await selectSession(hashOfToken(token), at, config.session.idleHours);
	if (!found) return undefined;
	if (at.getTime() - found.seenAt.getTime() > minuteMs) await touchSession(found.sessionId, at);
	const { accountId, lang, sessionId, factors, freshAt, actsFor } = found;
	const signedIn = { accountId, lang, sessionId, origin, factors, freshAt, actsFor };
	if (found.kind === 'resident') {
		return { ...signedIn, kind: 'resident', name: found.name, level: found.level };
	}
	const mustChangePassword = found.mustChange === true;
	return {
		...signedIn,
		kind: 'officer',
		name: found.name,
		isOperator: found.isOperator && !mustChangePassword,
		mustChangePassword,
		holdings: mustChangePassword ? [] : await withOffices(found.held),
	};
}

/** The same where only an officer will do. */
export async function findOfficer(token: string | undefined, origin: string): Promise<Officer | undefined> {
	const actor = await findActor(token, origin);
	return actor?.kind === 'officer' ? actor : undefined;
}

/** Offices and posts are facts kept in memory; a post that is no more gives nothing. */
async function withOffices(held: Pick<Holding, 'pemda' | 'postId' | 'acting'>[]): Promise<Holding[]> {
	const all = await Promise.all(
		held.map(async (one) => ({ one, post: await findPost(one.pemda, one.postId) })),
	);
	return all.flatMap(({ one, post }) =>
		post
			? [
					{
						...one,
						officeId: post.officeId,
						officeName: post.officeName,
						postTitle: post.title,
						role: post.role,
					},
				]
			: [],
	);
}
