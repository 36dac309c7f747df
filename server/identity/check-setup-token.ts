import { now } from '#platform/clock';
import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { hashOfToken } from './start-session.ts';
import { hasOperator, isOpenToken } from './store/setup.ts';

const tries = { count: 60, perSeconds: 3600 };

/** Refuses `identity/no-such-link` unless the link still works, `platform/too-many` for whoever keeps asking. */
export async function checkSetupToken(token: string, origin: string): Promise<void> {
	await spend(`set-up from ${origin}`, tries);
	const open = (await isOpenToken(db, hashOfToken(token), now())) && !(await hasOperator(db));
	if (!open) throw new Refusal('not-found', 'identity/no-such-link');
}
