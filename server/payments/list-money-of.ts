import type { Actor } from '#identity';
import type { Db } from '#platform/db';
import type { Invoice, Refund } from './invoice.ts';
import { isPayer, mayRead } from './policy.ts';
import { callInvoicesOf, callPaidOf, type PaidBy } from './store/invoices.ts';
import { callRefundsOf } from './store/refunds.ts';

/** One invoice as told beside what it is for. */
export type Money = {
	invoice: Invoice;
	/** What settled it; its receipt has `invoice.receiptNumber`. */
	paid: PaidBy | null;
	refunds: Refund[];
	/** Whether whoever asks may open the invoice and its receipt. */
	mayOpen: boolean;
};

/**
 * What was to be paid for one subject (`application:<pemda>:<id>`), what was paid, and what went back, oldest first: for
 * the room that keeps the subject and has asked before who may read it. Why money goes back, and who asked and decided, is
 * for whoever paid it and the officers it was owed to; others are told only how it stands.
 */
export async function listMoneyOf(tx: Db, actor: Actor, subject: string): Promise<Money[]> {
	const pemda = subject.split(':')[1] ?? '';
	const invoices = await callInvoicesOf(tx, pemda, subject);
	if (invoices.length === 0) return [];
	const paid = await callPaidOf(tx, pemda, subject);
	const refunds = await callRefundsOf(tx, pemda, subject);
	return invoices.map((invoice) => {
		const mayOpen = isPayer(actor, invoice) || mayRead(actor, invoice);
		const isTold = mayOpen || actor.kind === 'person';
		return {
			invoice,
			paid: paid.find(({ invoiceId }) => invoiceId === invoice.id) ?? null,
			refunds: refunds.filter(({ invoiceId }) => invoiceId === invoice.id).map(isTold ? whole : howItStands),
			mayOpen,
		};
	});
}

const whole = (refund: Refund) => refund;
const howItStands = (refund: Refund) => ({ ...refund, reason: '', askedName: '', decidedName: null });
