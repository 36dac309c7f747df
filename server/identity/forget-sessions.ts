import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { deleteEnded } from './store/sessions.ts';

const keptDays = 30;

/** Removes sessions and set-up links that ended more than thirty days ago. Returns how many. */
export function forgetSessions(): Promise<number> {
	return deleteEnded(migratorDb, new Date(now().getTime() - keptDays * 86_400_000));
}
