import type { Money } from '#payments';
import { bankName } from '#payments';
import { now } from '#platform/clock';
import { formatNumber, type Language } from '#platform/i18n';
import type { Moment } from './components/Timeline.svelte';
import { invoiceTone, wayName } from './payment-view.ts';

type Locals = { t: App.Locals['t']; lang: Language };
type Refund = Money['refunds'][number];

/** Where an officer opens an invoice and where its payer does; officers are told who asked and who decided. */
const desk = '/meja/pembayaran';
const own = '/bayar';

/** What was to be paid for an application, what was paid and what went back, for whoever it is shown to. */
export function moneyViews(all: Money[], to: 'payer' | 'officer', { t, lang }: Locals) {
	return all.map(({ invoice, paid, refunds, mayOpen }) => {
		const { pemda, id, status, openedAt, endedAt, receiptNumber } = invoice;
		const here = `${to === 'officer' ? desk : own}/${pemda}/${id}`;
		const happened: Moment[] = [
			{ title: t('payments.event.opened'), state: 'done', when: openedAt },
			...(paid ? [done(t('payments.told.paid', { way: wayName(paid, bankName, t) }), paid.paidAt)] : []),
			...refunds.flatMap((one) => refundMoments(one, to, { t, lang })),
			...(endedAt && status !== 'refunded' ? [done(t(`payments.event.${status}`), endedAt)] : []),
		];
		return {
			...{ number: invoice.number, total: invoice.total, status, dueAt: invoice.dueAt, receiptNumber },
			tone: invoiceTone(invoice, now()),
			open: mayOpen ? here : null,
			receipt: mayOpen && receiptNumber ? `${here}/bukti` : null,
			moments: happened.sort((a, b) => timeOf(a) - timeOf(b)),
		};
	});
}

export type MoneyView = ReturnType<typeof moneyViews>[number];

const done = (title: string, when: Date, body = ''): Moment => ({ title, state: 'done', when, body });
/** What is still to come stands last. */
const timeOf = ({ when }: Moment) => (when instanceof Date ? when.getTime() : Number.MAX_SAFE_INTEGER);

/** Asked for, agreed to by the second person, sent, back: each with its moment, and what is still to come. */
function refundMoments(refund: Refund, to: 'payer' | 'officer', { t, lang }: Locals): Moment[] {
	const { cause, decision, decidedAt, sentAt, doneAt, failedAt } = refund;
	const amount = t('payments.rupiah', { amount: formatNumber(lang, refund.amount, 0) });
	const isByItself = cause === 'double' || cause === 'not-owed';
	const [askedName, decidedName] = to === 'officer' ? [refund.askedName, refund.decidedName ?? ''] : ['', ''];
	const why = [t(`payments.cause.${cause}`), refund.reason].filter(Boolean).join(' ');
	return [
		done(
			t(isByItself ? 'payments.told.by-itself' : 'payments.told.asked', { amount }),
			refund.askedAt,
			[why, askedName].filter(Boolean).join('\n'),
		),
		...(decision && decidedAt && !isByItself
			? [done(t(`payments.told.${decision}`), decidedAt, decidedName)]
			: []),
		...(sentAt && !doneAt && !failedAt ? [done(t('payments.told.sent'), sentAt)] : []),
		...endOf(refund, t, amount),
	];
}

function endOf({ decision, doneAt, failedAt }: Refund, t: Locals['t'], amount: string): Moment[] {
	if (doneAt) return [done(t('payments.told.back', { amount }), doneAt)];
	if (failedAt) return [{ title: t('payments.told.failed'), state: 'late', when: failedAt }];
	if (decision === 'refused') return [];
	return [{ title: t(decision ? 'payments.told.on-its-way' : 'payments.told.waits'), state: 'next' }];
}
