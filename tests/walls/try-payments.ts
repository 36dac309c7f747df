import type { Actor } from '#identity';
import * as payments from '#payments';
import { newId } from '#platform/ids';
import { asahan } from '../support/cases.ts';
import { invoiceFor, paidInvoice, refundAsked } from '../support/payments.ts';
import { desks } from './actors.ts';
import type { Thing, Try } from './try.ts';
import { owner } from './try-cases.ts';

/** How acts on what is owed to public works of Asahan are tried. */
type PaymentThing = Thing & { id: string; more: Record<string, string> };

const pemda = asahan;
const thing = (id: string, more: Record<string, string> = {}): PaymentThing => ({ ref: { pemda }, id, more });
const somebody = newId();
/** Whoever pays: the resident of the test, where it has said who that is. */
const payer = () => ({ accountId: owner.accountId || somebody, name: 'Budi (contoh)' });
const at = { office: desks.own };
const bill = ({ id }: PaymentThing) => ({ pemda, invoiceId: id });

export const paymentThings = {
	invoice: async () => thing((await invoiceFor(payer(), at)).invoiceId),
	paid: async () => thing((await paidInvoice(payer(), at)).invoiceId),
	back: async () => {
		const { invoiceId, refundId } = await refundAsked(payer(), at);
		return thing(invoiceId, { refund: refundId });
	},
};

const act = (run: (actor: Actor, thing: PaymentThing) => Promise<unknown>): Try<PaymentThing> => ({ run });
const read = (run: (actor: Actor, thing: PaymentThing) => Promise<unknown>) => ({ keeps: true, run });

export const paymentTries: Record<string, Try<PaymentThing>> = {
	'payments.getInvoice': read((a, one) => payments.getInvoice(a, bill(one))),
	'payments.startAttempt': act((a, one) => payments.startAttempt(a, { ...bill(one), method: 'qris' })),
	'payments.askAnew': act((a, one) => payments.askAnew(a, bill(one)).then(() => 'asked')),
	'payments.listInvoices': read((a) => payments.listInvoices(a, {}).then(({ invoices }) => invoices)),
	'payments.getPaymentsDesk': read((a) => payments.getPaymentsDesk(a).then(({ refunds }) => refunds)),
	'payments.refundInvoice': act((a, one) =>
		payments.refundInvoice(a, { ...bill(one), reason: 'Dibayar untuk permohonan lain.' }),
	),
	'payments.decideRefund': act((a, { more }) =>
		payments.decideRefund(a, { pemda, refundId: more['refund'] ?? '', decision: 'approved' }),
	),
};
