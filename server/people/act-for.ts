import { type Actor, setActingFor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf, endOf } from '#platform/workdays';
import { partyOf } from './end-mandate.ts';
import { stateOf } from './mandate.ts';
import { note } from './note.ts';
import { lockMandate } from './store/mandates.ts';

/**
 * From the next request on this session acts for the giver of a mandate, until the mandate's last day at most; with
 * null for nobody but oneself. Refuses `people/no-such-mandate`, `people/mandate-not-running`.
 */
export async function actFor(actor: Actor, mandateId: string | null): Promise<void> {
	const own = partyOf(actor);
	await withScope({ account: own.accountId }, async (tx) => {
		if (mandateId === null) {
			await setActingFor(tx, own.sessionId, null);
			return;
		}
		const mandate = await lockMandate(tx, mandateId);
		if (mandate?.to?.id !== own.accountId) throw new Refusal('not-found', 'people/no-such-mandate');
		if (stateOf(mandate, dayOf(now())) !== 'running') {
			throw new Refusal('conflict', 'people/mandate-not-running');
		}
		const { kind, id, name } = mandate.from;
		const represented = { mandateId, kind, id, name: name ?? '', scope: mandate.scope };
		await setActingFor(tx, own.sessionId, { represented, until: endOf(mandate.validTo) });
		await note(tx, own, { accountId: own.accountId, act: 'act-for', detail: { mandateId } });
		if (kind === 'person') await note(tx, own, { accountId: id, act: 'act-for', detail: { mandateId } });
	});
}

/** Refuses `people/not-in-mandate` where somebody acts for another in what their mandate does not cover. */
export function requireInMandate(actor: Actor, scope: string): void {
	if (!('actsFor' in actor) || !actor.actsFor || actor.actsFor.scope.includes(scope)) return;
	throw new Refusal('forbidden', 'people/not-in-mandate');
}
