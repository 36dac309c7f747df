import { now } from '#platform/clock';
import { config } from '#platform/config';
import type { Officer, Resident } from './actor.ts';
import { type SessionLine, selectSessionsOf } from './store/sessions.ts';

/** Where this account is signed in now, newest use first. */
export function listSessions(actor: Officer | Resident): Promise<SessionLine[]> {
	return selectSessionsOf(actor.accountId, now(), config.session.idleHours);
}
