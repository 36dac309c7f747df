import { bankName, type InvoiceFile } from '#payments';
import type { Language } from '#platform/i18n';
import { Refusal } from '#platform/refusal';
import { getPemda } from '#regions';
import { wayName } from './payment-view.ts';

/** What the receipt of a paid invoice says. Refuses `payments/no-such-invoice` where nothing was paid. */
export async function receiptOf(
	{ invoice, attempts, lines }: InvoiceFile,
	{ t, lang }: { t: App.Locals['t']; lang: Language },
) {
	const attempt = attempts.find(({ outcome }) => outcome === 'settled');
	if (!attempt || !invoice.receiptNumber || !invoice.settledAt) {
		throw new Refusal('not-found', 'payments/no-such-invoice');
	}
	return {
		...{ pemda: invoice.pemda, id: invoice.id, number: invoice.number, receiptNumber: invoice.receiptNumber },
		...{ title: invoice.title[lang], total: invoice.total, payer: invoice.payer.name },
		...{ office: invoice.officeName, government: (await getPemda(invoice.pemda)).name },
		settledAt: attempt.paidAt ?? invoice.settledAt,
		way: wayName(attempt, bankName, t),
		...{ reference: attempt.reference, providerId: attempt.providerId },
		isRefunded: invoice.status === 'refunded',
		lines: lines.map((line) => ({ label: line.label[lang], amount: line.amount })),
	};
}

export type ReceiptView = Awaited<ReturnType<typeof receiptOf>>;
