import { type Actor, labelOf, lenderOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { asSystem } from './as-system.ts';
import { askBack } from './ask-back.ts';
import type { Invoice } from './invoice.ts';
import { mayAskRefund, noSuchInvoice, readingScopeOf } from './policy.ts';
import { selectAttempts } from './store/attempts.ts';
import { type InvoiceRef, lockInvoice, selectInvoice } from './store/invoices.ts';

const [shortest, longest] = [10, 1000];

/**
 * An officer asks that what was paid goes back whole; a head who is somebody else decides. Refuses
 * `payments/no-such-invoice`, `payments/not-paid`, `payments/reason-needed`, `payments/refunded-already`.
 */
export async function refundInvoice(
	actor: Actor,
	{ reason, ...ref }: InvoiceRef & { reason: string },
): Promise<void> {
	const invoice = await withScope(readingScopeOf(actor), (tx) => selectInvoice(tx, ref));
	if (!invoice || actor.kind !== 'officer' || !mayAskRefund(actor, invoice)) throw noSuchInvoice();
	const why = reason.trim();
	if (why.length < shortest || why.length > longest) {
		throw new Refusal('invalid', 'payments/reason-needed', {
			fields: { reason: 'refusal.payments.reason-needed' },
		});
	}
	await asSystem(async (tx) => {
		const locked = await lockInvoice(tx, ref);
		if (locked.status !== 'paid') throw new Refusal('conflict', 'payments/not-paid');
		const attempt = (await selectAttempts(tx, ref)).find(({ outcome }) => outcome === 'settled');
		if (!attempt) throw new Error('A paid invoice without its payment');
		const officer = officerFor(actor, locked, why);
		const back = {
			invoice: locked,
			attempt,
			amount: attempt.paidAmount ?? attempt.amount,
			cause: 'officer',
			at: now(),
		} as const;
		if (!(await askBack(tx, { ...back, officer })))
			throw new Refusal('conflict', 'payments/refunded-already');
		await record(tx, {
			...{
				pemda: ref.pemda,
				actor: officer.label,
				act: 'payments/ask-refund',
				subject: `invoice:${ref.invoiceId}`,
			},
			...{ origin: actor.origin, detail: { amount: back.amount } },
			...(officer.actingFor ? { onBehalfOf: officer.actingFor } : {}),
		});
	});
}

function officerFor(actor: Officer, invoice: Invoice, reason: string) {
	const lender = lenderOf(actor, (one) => mayAskRefund(one, invoice));
	return {
		label: labelOf(actor),
		name: actor.name,
		actingFor: lender ? `account:${lender.accountId}` : null,
		reason,
	};
}
