import { now } from '#platform/clock';
import { db, withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Resident } from '../actor.ts';
import { noteOwn } from '../note.ts';
import { selectByStop, selectOpenOf, stopRows } from '../store/comebacks.ts';
import { maskContact } from './address.ts';
import { hashOfStop } from './comeback-codes.ts';

/**
 * The one tap of an old contact: nobody comes back this way, whichever of several asked. Refuses
 * `identity/no-such-link`; twice is no fault.
 */
export async function stopComeback(stop: string): Promise<void> {
	const accountId = /^[\w-]{43}$/.test(stop) ? await selectByStop(hashOfStop(stop)) : undefined;
	if (!accountId) throw new Refusal('not-found', 'identity/no-such-link');
	await stopRows(db, accountId, now());
}

/** Who is on the way into the account of the one who asks: the new contacts, masked, and when they open. */
export async function listComebacks(actor: Resident): Promise<{ contact: string; readyAt: Date }[]> {
	const open = await selectOpenOf(db, actor.accountId);
	return open.map(({ kind, address, readyAt }) => ({ contact: maskContact({ kind, address }), readyAt }));
}

/** The same as the tap, by whoever is signed in. */
export async function stopComebacks(actor: Resident): Promise<void> {
	await withTx(async (tx) => {
		if ((await stopRows(tx, actor.accountId, now())) > 0) await noteOwn(tx, actor, 'stop-comeback');
	});
}
