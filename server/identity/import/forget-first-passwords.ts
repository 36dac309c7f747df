import { now } from '#platform/clock';
import { migratorDb } from '#platform/db';
import { firstPasswordDays } from '../new-account.ts';
import { forgetSealed } from '../store/imports.ts';

/** First passwords of a list that nobody fetched, once they open nothing any more. */
export function forgetFirstPasswords(): Promise<void> {
	return forgetSealed(migratorDb, new Date(now().getTime() - firstPasswordDays * 86_400_000));
}
