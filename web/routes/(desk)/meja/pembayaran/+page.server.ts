import { deskOfficerOf } from '#lib/officer.ts';
import { readPlace, writePlace } from '#lib/payment-pages.ts';
import { invoiceTone } from '#lib/payment-view.ts';
import type { Tone } from '#lib/tone.ts';
import { arePaymentsOn, getPaymentsDesk, listInvoices } from '#payments';
import { now } from '#platform/clock';
import type { PageServerLoad } from './$types';

const statuses = ['open', 'paid', 'cancelled', 'expired', 'refunded'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = deskOfficerOf(locals);
	const { t, lang } = locals;
	const status = statuses.find((one) => one === url.searchParams.get('keadaan'));
	const before = readPlace(url);
	const [{ standing, refunds, matters }, { invoices, next }] = await Promise.all([
		getPaymentsDesk(officer),
		listInvoices(officer, { status, before }),
	]);
	const kept = status ? `keadaan=${status}` : '';
	return {
		isOn: arePaymentsOn(),
		standing,
		refunds: refunds.map(
			({ pemda, id, invoiceId, number, amount, cause, reason, askedName, askedAt, ...one }) => ({
				...{
					id,
					number,
					title: one.title[lang],
					amount,
					cause,
					reason,
					askedName,
					askedAt,
					mayDecide: one.mayDecide,
				},
				href: `/meja/pembayaran/${pemda}/${invoiceId}`,
				...progressOf(one),
			}),
		),
		matters: matters.map(({ pemda, invoiceId, number, kind, at, detail }) => ({
			href: `/meja/pembayaran/${pemda}/${invoiceId}`,
			...{ number, kind, at, amount: typeof detail['amount'] === 'number' ? detail['amount'] : null },
		})),
		status: status ?? '',
		choices: statuses.map((value) => ({ value, label: t(`payments.status.${value}`) })),
		rows: invoices.map((one) => ({
			href: `/meja/pembayaran/${one.pemda}/${one.id}`,
			...{
				number: one.number,
				title: one.title[lang],
				total: one.total,
				payer: one.payer.name,
				openedAt: one.openedAt,
			},
			tone: invoiceTone(one, now()),
			status: t(`payments.status.${one.status}`),
		})),
		next: next ? `/meja/pembayaran?${[kept, writePlace(next)].filter(Boolean).join('&')}` : null,
		first: before ? `/meja/pembayaran?${kept}` : null,
	};
};

/** How far a refund is, and how much it wants a look. */
function progressOf({ failedAt, sentAt, decision }: Progress): { is: string; tone: Tone } {
	if (failedAt) return { is: 'failed', tone: 'late' };
	if (sentAt) return { is: 'sent', tone: 'info' };
	return decision === 'approved' ? { is: 'approved', tone: 'info' } : { is: 'asked', tone: 'soon' };
}
type Progress = { failedAt: Date | null; sentAt: Date | null; decision: string | null };
