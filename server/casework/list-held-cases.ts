import { type Actor, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { type HeldCase, selectHeld } from './store/held.ts';

/**
 * Cases an office holds now that changed since a moment, oldest change first, at most `limit`; what it is offered is not
 * held. Of what the actor may not see nothing comes.
 */
export async function listHeldCases(
	actor: Actor,
	office: { pemda: string; officeId: string },
	{ changedFrom, limit }: { changedFrom: Date; limit: number },
): Promise<HeldCase[]> {
	return withScope(scopeOf(actor), (tx) => selectHeld(tx, office, changedFrom, limit));
}
