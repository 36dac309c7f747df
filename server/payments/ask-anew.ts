import type { Actor } from '#identity';
import { withScope } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { spend } from '#platform/throttle';
import { isPayer, noSuchInvoice, readingScopeOf } from './policy.ts';
import { selectAttempts } from './store/attempts.ts';
import { type InvoiceRef, selectInvoice } from './store/invoices.ts';

const perInvoice = { count: 20, perSeconds: 300 };

/**
 * "I have paid": has the provider asked now about every attempt of an invoice, by a job. It changes nothing itself.
 * Refuses `payments/no-such-invoice`, `platform/too-many`.
 */
export async function askAnew(actor: Actor, ref: InvoiceRef): Promise<void> {
	const attempts = await withScope(readingScopeOf(actor), async (tx) => {
		const invoice = await selectInvoice(tx, ref);
		if (!invoice || !isPayer(actor, invoice)) throw noSuchInvoice();
		return selectAttempts(tx, ref);
	});
	await spend(`payments ask ${ref.invoiceId}`, perInvoice);
	await withScope({}, async (tx) => {
		for (const { pemda, id } of attempts.filter(({ paidAmount }) => paidAmount === null)) {
			await enqueue(
				tx,
				'payments/ask-provider',
				{ pemda, attemptId: id },
				{ key: `payments ask ${id}`, maxAttempts: 10 },
			);
		}
	});
}
