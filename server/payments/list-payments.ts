import { type Actor, labelOf } from '#identity';
import { noteShownInList } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { dayOf } from '#platform/workdays';
import type { Status } from './invoice.ts';
import { mayDecideRefund, placesOf, readingPost } from './policy.ts';
import {
	type DeskRefund,
	type Matter,
	type Standing,
	selectMatters,
	selectOpenRefunds,
	selectStanding,
} from './store/desk.ts';
import { type Page, selectInvoicesAt } from './store/invoices.ts';

const silentMs = 3_600_000;

export type PaymentsDesk = {
	standing: Standing;
	refunds: (DeskRefund & { mayDecide: boolean })[];
	matters: Matter[];
};

/** How money stands for the officers who ask: what waits for them, what the provider has not answered, today's sums. */
export async function getPaymentsDesk(actor: Actor): Promise<PaymentsDesk> {
	const at = now();
	const since = new Date(`${dayOf(at)}T00:00:00+07:00`);
	return withScope(placesOf(actor), async (tx) => {
		const refunds = await selectOpenRefunds(tx);
		return {
			standing: await selectStanding(tx, placesOf(actor), {
				since,
				silentBefore: new Date(at.getTime() - silentMs),
			}),
			refunds: refunds.map((one) => ({
				...one,
				mayDecide: one.decision === null && mayDecideRefund(actor, one) && one.askedBy !== labelOf(actor),
			})),
			matters: await selectMatters(tx),
		};
	});
}

/**
 * Invoices of the officers' offices and governments, newest first; of one status, or all. That the names were shown stands
 * in the payers' ledgers first.
 */
export async function listInvoices(
	actor: Actor,
	{ status, before }: { status?: Status | undefined; before?: { at: Date; id: string } | undefined },
): Promise<Page> {
	const places = placesOf(actor);
	const page = await withScope(places, (tx) => selectInvoicesAt(tx, places, { status, before }));
	if (actor.kind === 'officer') {
		const names = page.invoices.flatMap((invoice) => {
			const post = readingPost(actor, invoice);
			return post ? [{ of: invoice.payer, post }] : [];
		});
		await noteShownInList(actor, { act: 'payments/list-invoices', reason: 'payment' }, names);
	}
	return page;
}
