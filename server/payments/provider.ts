import { z } from 'zod';
import { config } from '#platform/config';
import type { Method } from './invoice.ts';

/** What the provider says of a payment; amounts in whole rupiah. `unknown`: it has never heard of it. */
export type Answer = {
	status: 'pending' | 'paid' | 'expired' | 'cancelled' | 'failed';
	providerId: string | null;
	amount: number;
	paidAmount: number | null;
	paidAt: Date | null;
	expiresAt: Date | null;
	qr: string | null;
	account: string | null;
};
export type RefundAnswer = { status: 'pending' | 'done' | 'failed'; providerId: string | null };

export type NewPayment = {
	reference: string;
	method: Method;
	bank: string | null;
	amount: number;
	payerName: string;
	description: string;
	expiresAt: Date;
};
export type NewRefund = { reference: string; payment: string; amount: number };

/** What any provider has to be able to do. Every reference is ours: asking for the same one twice is asking once. */
export type Provider = {
	name: string;
	create(payment: NewPayment): Promise<Answer>;
	find(reference: string): Promise<Answer | 'unknown'>;
	cancel(reference: string): Promise<void>;
	refund(refund: NewRefund): Promise<RefundAnswer>;
	findRefund(reference: string): Promise<RefundAnswer | 'unknown'>;
};

const patienceMs = 10_000;
const mostAnswerBytes = 64 * 1024;
const amount = z.int().nonnegative().max(9_999_999_999_999);
const moment = z.iso
	.datetime({ offset: true })
	.transform((text) => new Date(text))
	.nullish();
const payment = z.object({
	reference: z.string(),
	id: z.string().max(100).nullish(),
	status: z.enum(['pending', 'paid', 'expired', 'cancelled', 'failed']),
	currency: z.literal('IDR'),
	amount,
	paidAmount: amount.nullish(),
	paidAt: moment,
	expiresAt: moment,
	qr: z.string().max(512).nullish(),
	account: z
		.string()
		.regex(/^\d{8,20}$/)
		.nullish(),
});
const refund = z.object({
	reference: z.string(),
	id: z.string().max(100).nullish(),
	status: z.enum(['pending', 'done', 'failed']),
	currency: z.literal('IDR'),
	amount,
});

/** Whether a provider is configured; without one nothing can be paid here, and nothing expires. */
export function arePaymentsOn(): boolean {
	return config.payment !== null;
}

/** The provider of the configuration, spoken to as docs/payments.md says; undefined where none is. */
export function findProvider(): Provider | undefined {
	const { payment: at } = config;
	if (at === null) return undefined;
	return {
		name: at.name,
		create: async ({ payerName, expiresAt, ...one }) =>
			readPayment(
				one.reference,
				await ask('PUT', `/payments/${one.reference}`, {
					...{ method: one.method, bank: one.bank, amount: one.amount, currency: 'IDR' },
					...{ payer: { name: payerName }, description: one.description, expiresAt },
				}),
			),
		find: async (reference) => {
			const said = await ask('GET', `/payments/${reference}`);
			return said === undefined ? 'unknown' : readPayment(reference, said);
		},
		cancel: async (reference) => {
			await ask('POST', `/payments/${reference}/cancel`, {});
		},
		refund: async ({ reference, payment: of, amount: back }) =>
			readRefund(
				{ reference, amount: back },
				await ask('PUT', `/refunds/${reference}`, { payment: of, amount: back, currency: 'IDR' }),
			),
		findRefund: async (reference) => {
			const said = await ask('GET', `/refunds/${reference}`);
			return said === undefined ? 'unknown' : readRefund({ reference }, said);
		},
	};
}

/** One request with the key; undefined for 404, a fault for whatever else is not 2xx and JSON. */
async function ask(method: 'GET' | 'PUT' | 'POST', path: string, body?: object): Promise<unknown> {
	const { payment: at } = config;
	if (at === null) throw new Error('No payment provider');
	const response = await fetch(at.url + path, {
		method,
		headers: { authorization: `Bearer ${at.key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
		...(body ? { body: JSON.stringify(body) } : {}),
		signal: AbortSignal.timeout(patienceMs),
		redirect: 'error',
	});
	const text = await response.text();
	if (response.status === 404) return undefined;
	if (!response.ok || text.length > mostAnswerBytes)
		throw new Error(`The payment provider answered ${response.status}`);
	return JSON.parse(text);
}

/** An answer about another payment, in another currency or shape is no answer. */
function readPayment(reference: string, said: unknown): Answer {
	const {
		id,
		paidAmount = null,
		paidAt = null,
		expiresAt = null,
		qr = null,
		account = null,
		...one
	} = payment.parse(said);
	if (one.reference !== reference) throw new Error('The payment provider answered about another payment');
	if (one.status === 'paid' && paidAmount === null)
		throw new Error('The payment provider did not say how much was paid');
	return {
		status: one.status,
		amount: one.amount,
		providerId: id ?? null,
		paidAmount,
		paidAt,
		expiresAt,
		qr,
		account,
	};
}

function readRefund(
	{ reference, amount: back }: { reference: string; amount?: number },
	said: unknown,
): RefundAnswer {
	const one = refund.parse(said);
	if (one.reference !== reference || (back !== undefined && back !== one.amount))
		throw new Error('The payment provider answered about another refund');
	return { status: one.status, providerId: one.id ?? null };
}
