import type { Actor } from '#identity';
import { listBusinesses } from '#people';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Invoice } from './invoice.ts';
import { readingScopeOf } from './policy.ts';
import { type Page, selectInvoicesOf } from './store/invoices.ts';

/**
 * What a resident and their businesses owe and paid, newest first, or under a mandate what its giver does. Refuses
 * `people/sign-in-needed`, `people/not-in-mandate`.
 */
export async function listOwnInvoices(actor: Actor, before?: { at: Date; id: string }): Promise<Page> {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	const own = actor.actsFor ? [] : await listBusinesses(actor);
	const payers = [actor.actsFor?.id ?? actor.accountId, ...own.map(({ id }) => id)];
	return withScope(readingScopeOf(actor), (tx) => selectInvoicesOf(tx, payers, before));
}

/** All of them, for the resident's own copy of what is held about them. */
export async function exportOwnInvoices(actor: Actor): Promise<Invoice[]> {
	const all: Invoice[] = [];
	let before: { at: Date; id: string } | undefined;
	do {
		const { invoices, next } = await listOwnInvoices(actor, before);
		all.push(...invoices);
		before = next ?? undefined;
	} while (before);
	return all;
}
