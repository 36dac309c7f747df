import type { Actor } from '#identity';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { isPayer, readingScopeOf } from './policy.ts';
import { type Page, selectInvoices } from './store/invoices.ts';

/**
 * What a resident and their businesses owe and paid, newest first, or under a mandate what its giver does. Refuses
 * `people/sign-in-needed`, `people/not-in-mandate`.
 */
export async function listOwnInvoices(actor: Actor, before?: { at: Date; id: string }): Promise<Page> {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	const only = actor.actsFor ? { payerId: actor.actsFor.id } : {};
	const page = await withScope(readingScopeOf(actor), (tx) => selectInvoices(tx, only, before));
	return { ...page, invoices: page.invoices.filter((one) => isPayer(actor, one)) };
}
