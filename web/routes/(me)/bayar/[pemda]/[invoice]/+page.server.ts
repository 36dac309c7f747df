import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { invoiceTone, sumOf, wayName } from '#lib/payment-view.ts';
import { residentOf } from '#lib/resident.ts';
import { arePaymentsOn, bankName, getInvoice, startAttempt, waysToPay } from '#payments';
import { now } from '#platform/clock';
import { formatNumber } from '#platform/i18n';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { t, lang } = locals;
	const file = await getInvoice(residentOf(locals), { pemda: params.pemda, invoiceId: params.invoice });
	const { invoice, attempts, refunds, lines } = file;
	const running = attempts.filter(({ endedAt }) => endedAt === null);
	return {
		pemda: invoice.pemda,
		id: invoice.id,
		number: invoice.number,
		title: invoice.title[lang],
		payer: invoice.payer.name,
		office: invoice.officeName,
		total: invoice.total,
		status: invoice.status,
		tone: invoiceTone(invoice, now()),
		dueAt: invoice.dueAt,
		isLate: invoice.status === 'open' && invoice.dueAt < now(),
		receiptNumber: invoice.receiptNumber,
		endReason: invoice.endReason,
		lines: lines.map((line) => ({
			label: line.label[lang],
			amount: line.amount,
			sum: sumOf(line, (value) => formatNumber(lang, value)),
		})),
		mayPay: file.mayPay,
		isOn: arePaymentsOn(),
		ways: waysToPay(invoice).map(({ method, bank }) => ({
			value: bank ? `va:${bank}` : method,
			label: wayName({ method, bank }, bankName, t),
			hint: t(`payments.way.${method}.hint`),
		})),
		running: running.map(({ id, expiresAt, ...one }) => ({ id, expiresAt, name: wayName(one, bankName, t) })),
		moneyBack: refunds.map(({ amount, cause, doneAt, decision }) => ({
			...{ amount, cause, doneAt },
			is: doneAt ? 'done' : decision === 'refused' ? 'refused' : 'waiting',
		})),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { pemda, invoice } = event.params;
			const [method, bank] = textOf(form, 'method').split(':');
			const asked = { pemda, invoiceId: invoice, method: method === 'qris' ? 'qris' : 'va' } as const;
			const attempt = await startAttempt(residentOf(event.locals), { ...asked, ...(bank ? { bank } : {}) });
			redirect(303, `/bayar/${pemda}/${invoice}/${attempt.id}`);
		}),
};
