import { wayName } from '#lib/payment-view.ts';
import { residentOf } from '#lib/resident.ts';
import { bankName, getInvoice } from '#payments';
import { Refusal } from '#platform/refusal';
import { getPemda } from '#regions';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { t, lang } = locals;
	const ref = { pemda: params.pemda, invoiceId: params.invoice };
	const { invoice, attempts, lines } = await getInvoice(residentOf(locals), ref);
	const attempt = attempts.find(({ outcome }) => outcome === 'settled');
	if (!attempt || !invoice.receiptNumber || !invoice.settledAt) {
		throw new Refusal('not-found', 'payments/no-such-invoice');
	}
	return {
		...{ pemda: invoice.pemda, id: invoice.id, number: invoice.number, receiptNumber: invoice.receiptNumber },
		...{
			title: invoice.title[lang],
			total: invoice.total,
			payer: invoice.payer.name,
			office: invoice.officeName,
		},
		government: (await getPemda(invoice.pemda)).name,
		settledAt: attempt.paidAt ?? invoice.settledAt,
		way: wayName(attempt, bankName, t),
		reference: attempt.reference,
		providerId: attempt.providerId,
		isRefunded: invoice.status === 'refunded',
		lines: lines.map((line) => ({ label: line.label[lang], amount: line.amount })),
	};
};
