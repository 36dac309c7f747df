import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { deskOfficerOf, officerOf } from '#lib/officer.ts';
import { invoiceTone, sumOf, wayName } from '#lib/payment-view.ts';
import { bankName, decideRefund, getInvoice, refundInvoice } from '#payments';
import { now } from '#platform/clock';
import { formatNumber } from '#platform/i18n';
import type { Actions, PageServerLoad } from './$types';

const done = ['diminta', 'disetujui', 'ditolak'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { t, lang } = locals;
	const ref = { pemda: params.pemda, invoiceId: params.invoice };
	const { invoice, lines, attempts, refunds, events, mayAskRefund } = await getInvoice(
		deskOfficerOf(locals),
		ref,
	);
	return {
		...{
			number: invoice.number,
			title: invoice.title[lang],
			total: invoice.total,
			payer: invoice.payer.name,
		},
		...{
			openedAt: invoice.openedAt,
			dueAt: invoice.dueAt,
			receiptNumber: invoice.receiptNumber,
			subject: invoice.subject,
		},
		office: invoice.officeName,
		status: t(`payments.status.${invoice.status}`),
		tone: invoiceTone(invoice, now()),
		lines: lines.map((line) => ({
			...{ label: line.label[lang], amount: line.amount },
			sum: sumOf(line, (value) => formatNumber(lang, value)),
		})),
		attempts: attempts.map(
			({ reference, outcome, status, amount, paidAmount, askedAt, startedAt, ...one }) => ({
				...{ reference, is: outcome ?? status, amount, paidAmount, askedAt, startedAt },
				name: wayName(one, bankName, t),
			}),
		),
		refunds: refunds.map(
			({ id, amount, cause, reason, askedName, askedAt, decidedName, mayDecide, ...one }) => ({
				...{ id, amount, cause, reason, askedName, askedAt, decidedName, mayDecide },
				is: one.doneAt ? 'done' : one.failedAt ? 'failed' : one.sentAt ? 'sent' : (one.decision ?? 'asked'),
			}),
		),
		events: events.map(({ kind, at, actorName }) => ({
			title: t(`payments.event.${kind}`),
			when: at,
			body: actorName,
		})),
		mayAskRefund,
		done: done.find((what) => url.searchParams.has(what)),
	};
};

export const actions: Actions = {
	refund: (event) =>
		act(event, async (form) => {
			const { pemda, invoice } = event.params;
			await refundInvoice(officerOf(event.locals), {
				pemda,
				invoiceId: invoice,
				reason: textOf(form, 'reason'),
			});
			redirect(303, `/meja/pembayaran/${pemda}/${invoice}?diminta`);
		}),
	decide: (event) =>
		act(event, async (form) => {
			const { pemda, invoice } = event.params;
			const decision = textOf(form, 'decision') === 'approved' ? 'approved' : 'refused';
			await decideRefund(officerOf(event.locals), { pemda, refundId: textOf(form, '_form'), decision });
			const word = decision === 'approved' ? 'disetujui' : 'ditolak';
			redirect(303, `/meja/pembayaran/${pemda}/${invoice}?${word}`);
		}),
};
