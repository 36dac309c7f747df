import { now } from '#platform/clock';
import { config } from '#platform/config';
import { dayOf } from '#platform/workdays';
import { findPost } from '#regions';
import { type Holding, type Officer, type Resident, secondFactors } from './actor.ts';
import { hashOfToken } from './start-session.ts';
import { type FoundSession, selectSession, touchSession } from './store/sessions.ts';

const minuteMs = 60_000;

/**
 * Who is signed in by a session's secret, with the posts they hold today in Asia/Jakarta; undefined when the session
 * ended, was revoked, or the account is suspended. One statement; that somebody is still there is written at most once
 * a minute. Whoever still has the first password, or showed no second factor where one is required, holds nothing yet.
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
	const { accountId, lang, sessionId, factors, freshAt, actsFor, rightsChanged } = found;
	const signedIn = { accountId, lang, sessionId, origin, factors, freshAt, actsFor, rightsChanged };
	if (found.kind === 'resident') {
		return { ...signedIn, kind: 'resident', name: found.name, level: found.level };
	}
	const mustChangePassword = found.mustChange === true;
	const mustEnrol = !mustChangePassword && needsSecondFactor(found, dayOf(at));
	const isHeldBack = mustChangePassword || mustEnrol;
	return {
		...signedIn,
		kind: 'officer',
		name: found.name,
		isOperator: found.isOperator && !isHeldBack,
		mustChangePassword,
		mustEnrol,
		holdings: isHeldBack ? [] : await withOffices(found.held),
	};
}

/** A desk, an administrator's or an operator's right asks for more than a password, once the installation says so. */
function needsSecondFactor(found: FoundSession, day: string): boolean {
	if (found.secondFactorFrom > day || (found.held.length === 0 && !found.isOperator)) return false;
	return !secondFactors.some((factor) => found.factors.includes(factor));
}

/** The same where only an officer will do. */
export async function findOfficer(token: string | undefined, origin: string): Promise<Officer | undefined> {
	const actor = await findActor(token, origin);
	return actor?.kind === 'officer' ? actor : undefined;
}

/** Offices and posts are facts kept in memory; a post that is no more gives nothing. */
export async function withOffices(
	held: Pick<Holding, 'pemda' | 'postId' | 'acting' | 'lentBy'>[],
): Promise<Holding[]> {
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
						oversees: post.oversees,
					},
				]
			: [],
	);
}
