import { type Actor, endActingFor, labelOf, type Officer, type Resident } from '#identity';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { note } from './note.ts';
import { endMandate as endRow, lockMandate, selectMandates } from './store/mandates.ts';

/**
 * Either side ends a mandate; whoever acts under it acts for nobody from the next request on. An offer nobody took ends
 * the same way. Ending one that ended is no fault. Refuses `people/no-such-mandate`.
 */
export async function endMandate(actor: Actor, mandateId: string): Promise<void> {
	const own = partyOf(actor);
	await withScope({ account: own.accountId }, async (tx) => {
		const mandate = await lockMandate(tx, mandateId);
		if (!mandate) throw new Refusal('not-found', 'people/no-such-mandate');
		if (!mandate.endedAt) await end(tx, own, mandate.id);
	});
}

/** All mandates of a business that is no longer answered for. */
export async function endMandatesFrom(tx: Tx, own: Resident, businessId: string): Promise<void> {
	for (const { id, from, endedAt } of await selectMandates(tx)) {
		if (from.id === businessId && !endedAt) await end(tx, own, id);
	}
}

async function end(tx: Tx, own: Resident | Officer, mandateId: string): Promise<void> {
	await endRow(tx, mandateId, now(), labelOf(own));
	await endActingFor(tx, mandateId);
	await note(tx, own, { accountId: own.accountId, act: 'end-mandate', detail: { mandateId } });
}

/** Whoever may be a side of a mandate: a resident, or an officer who helps one. */
export function partyOf(actor: Actor): Resident | Officer {
	if (actor.kind === 'resident' || actor.kind === 'officer') return actor;
	throw new Refusal('unauthenticated', 'people/sign-in-needed');
}
