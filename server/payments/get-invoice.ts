import type { Actor } from '#identity';
import { noteOfficeLook } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import type { Attempt, Invoice, Line, Refund } from './invoice.ts';
import {
	isPayer,
	mayAskRefund,
	mayDecideRefund,
	mayRead,
	noSuchInvoice,
	readingPost,
	readingScopeOf,
} from './policy.ts';
import { arePaymentsOn } from './provider.ts';
import { selectAttempts } from './store/attempts.ts';
import { type Event, selectEvents } from './store/events.ts';
import { type InvoiceRef, selectInvoice, selectLines } from './store/invoices.ts';
import { selectRefunds } from './store/refunds.ts';

export type InvoiceFile = {
	invoice: Invoice;
	lines: Line[];
	attempts: Attempt[];
	/** `mayDecide`: by whoever asks, who did not ask for it. */
	refunds: (Refund & { mayDecide: boolean })[];
	events: Event[];
	mayPay: boolean;
	mayAskRefund: boolean;
};

/**
 * All of an invoice, to whoever pays it and to the officers it is owed to, whose look stands in the payer's ledger first.
 * Refuses `payments/no-such-invoice`.
 */
export async function getInvoice(actor: Actor, ref: InvoiceRef): Promise<InvoiceFile> {
	const file = await withScope(readingScopeOf(actor), async (tx) => {
		const invoice = await selectInvoice(tx, ref);
		if (!invoice || !(isPayer(actor, invoice) || mayRead(actor, invoice))) throw noSuchInvoice();
		const attempts = await selectAttempts(tx, ref);
		const refunds = await selectRefunds(tx, ref);
		const isGoingBack = refunds.some(
			({ cause, decision, failedAt }) => cause === 'officer' && decision !== 'refused' && !failedAt,
		);
		return {
			invoice,
			attempts,
			lines: await selectLines(tx, ref),
			events: await selectEvents(tx, ref),
			refunds: refunds.map((one) => ({
				...one,
				mayDecide: one.decision === null && mayDecideRefund(actor, invoice) && !isOwn(actor, one),
			})),
			mayPay:
				isPayer(actor, invoice) && invoice.status === 'open' && invoice.dueAt >= now() && arePaymentsOn(),
			mayAskRefund: mayAskRefund(actor, invoice) && invoice.status === 'paid' && !isGoingBack,
		};
	});
	await noteLook(actor, file.invoice);
	return file;
}

async function noteLook(actor: Actor, invoice: Invoice): Promise<void> {
	const post = readingPost(actor, invoice);
	if (!post) return;
	const { pemda, id, payer } = invoice;
	const detail = { invoice: id };
	await noteOfficeLook(actor, {
		...{ pemda, act: 'payments/read-invoice', of: payer, post, reason: 'payment', detail },
	});
}

const isOwn = (actor: Actor, { askedBy }: Refund) =>
	actor.kind === 'officer' && askedBy === `account:${actor.accountId}`;
