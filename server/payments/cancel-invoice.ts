import { now } from '#platform/clock';
import type { Db } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { ourselves } from './invoice.ts';
import { callCancelInvoice, type InvoiceRef } from './store/invoices.ts';

/**
 * Takes back what nobody paid, in the caller's transaction; what can still be paid at the provider is closed there.
 * Cancelled or expired before, it stays so. Refuses `payments/settled-already`, `payments/no-such-invoice`.
 */
export async function cancelInvoice(
	tx: Db,
	ref: InvoiceRef & { reason: string; by?: string },
): Promise<void> {
	const { pemda, invoiceId, reason, by = ourselves.label } = ref;
	const status = await callCancelInvoice(tx, ref, { by, reason, at: now() });
	if (status === null) throw new Refusal('not-found', 'payments/no-such-invoice');
	if (status === 'paid' || status === 'refunded') throw new Refusal('conflict', 'payments/settled-already');
	if (status === 'cancelled now') {
		await enqueue(
			tx,
			'payments/close-attempts',
			{ pemda, invoiceId },
			{ key: `payments close ${invoiceId}` },
		);
	}
}
