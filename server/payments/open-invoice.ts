import { now } from '#platform/clock';
import type { Db } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { type Line, ourselves, type Payer, type Words } from './invoice.ts';
import { callOpenInvoice } from './store/invoices.ts';

export type NewInvoice = {
	pemda: string;
	/** `application:<pemda>:<id>` */
	subject: string;
	/** Tells several invoices of one subject apart; one that was cancelled keeps its key. */
	key?: string;
	payer: Payer;
	/** Whose officers see it; without one those of the whole government. */
	office?: { id: string; name: string };
	title: Words;
	lines: Line[];
	dueAt: Date;
};

const most = 9_999_999_999_999;

/**
 * Bills in the caller's transaction: the sum of the lines in whole rupiah, which never changes afterwards. The same
 * subject and key is the same invoice, whoever asks at once. Refuses `payments/other-invoice` where that one has another
 * total. Nothing to pay is no invoice: a total of 0 is the caller's fault.
 */
export async function openInvoice(
	tx: Db,
	invoice: NewInvoice,
): Promise<{ invoiceId: string; number: string }> {
	const { lines, key = '' } = invoice;
	const total = lines.reduce((sum, { amount }) => sum + amount, 0);
	const isWhole = lines.every(({ amount }) => Number.isSafeInteger(amount) && amount >= 0);
	if (!isWhole || total <= 0 || total > most) throw new Error(`An invoice over ${total} rupiah`);
	const opened = await callOpenInvoice(
		tx,
		{ ...invoice, key, id: newId(), total, actor: ourselves.label },
		now(),
	);
	if (opened.total !== total) throw new Refusal('conflict', 'payments/other-invoice');
	return { invoiceId: opened.id, number: opened.number };
}
