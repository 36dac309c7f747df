import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { crcOf, makeDynamic, writeFields } from '../../server/payments/qris.ts';

/**
 * A payment provider that speaks docs/payments.md and behaves as providers do: its callbacks get lost, come several times
 * and in any order; what it answers when asked is the truth. Imported before all else: the platform reads its address
 * when it starts. For a platform in a process of its own pass it `paymentSettings`.
 */
const [key, callbackKey] = ['kunci-pembayaran-contoh', 'kunci-panggilan-pembayaran-contoh'];
const newPayment = z.strictObject({
	method: z.enum(['qris', 'va']),
	bank: z.string().nullable(),
	amount: z.int().positive(),
	currency: z.literal('IDR'),
	payer: z.strictObject({ name: z.string() }),
	description: z.string(),
	expiresAt: z.iso.datetime(),
});
const newRefund = z.strictObject({
	payment: z.string(),
	amount: z.int().positive(),
	currency: z.literal('IDR'),
});

export type Payment = {
	reference: string;
	id: string;
	status: 'pending' | 'paid' | 'expired' | 'cancelled' | 'failed';
	currency: string;
	amount: number;
	paidAmount: number | null;
	paidAt: string | null;
	expiresAt: string;
	qr: string | null;
	account: string | null;
	bank: string | null;
};
type Refund = {
	reference: string;
	id: string;
	status: 'pending' | 'done' | 'failed';
	currency: string;
	amount: number;
	payment: string;
};

/** The province's merchant, as its static code on a counter would say it. */
export const staticQris = (() => {
	const body = `${writeFields([
		{ tag: '00', value: '01' },
		{ tag: '01', value: '11' },
		{
			tag: '26',
			value: writeFields([
				{ tag: '00', value: 'COM.CONTOH.WWW' },
				{ tag: '01', value: '936000000000000001' },
			]),
		},
		{
			tag: '51',
			value: writeFields([
				{ tag: '00', value: 'ID.CO.QRIS.WWW' },
				{ tag: '02', value: 'ID1026000000001' },
				{ tag: '03', value: 'URE' },
			]),
		},
		{ tag: '52', value: '9399' },
		{ tag: '53', value: '360' },
		{ tag: '58', value: 'ID' },
		{ tag: '59', value: 'PEMPROV SUMUT CONTOH' },
		{ tag: '60', value: 'MEDAN' },
		{ tag: '61', value: '20152' },
	])}6304`;
	return body + crcOf(body);
})();

export const provider = {
	payments: new Map<string, Payment>(),
	refunds: new Map<string, Refund>(),
	/** Requests answered, by what was asked. */
	asked: [] as string[],
	/** Where callbacks go; none before it is set. */
	callbackTo: '',
	/** How often each callback comes: 0 is lost. */
	times: 1,
	/** Does not answer at all; or answers with this instead of the truth. */
	isSilent: false,
	/** What a payment says instead of what it is. */
	lies: {} as Partial<Payment>,
	/** Whether a refund is done at once, later, or fails. */
	refundStatus: 'done' as Refund['status'],
	/** Leaves the code to the platform. */
	gives: 'qr' as 'qr' | 'nothing',
	/** Statuses the platform gave its callbacks. */
	answers: [] as number[],

	/** Somebody pays; the callback goes out as often as `times` says. */
	async pay(reference: string, amount?: number): Promise<void> {
		const payment = provider.payments.get(reference);
		if (!payment) throw new Error(`No payment ${reference}`);
		const paid = {
			status: 'paid',
			paidAmount: amount ?? payment.amount,
			paidAt: new Date().toISOString(),
		} as const;
		Object.assign(payment, paid);
		await provider.tell(reference);
	},
	expire(reference: string): void {
		const payment = provider.payments.get(reference);
		if (payment?.status === 'pending') payment.status = 'expired';
	},
	/** Sends the callback of a payment, all copies at once. */
	async tell(reference: string, changes: CallbackChanges = {}): Promise<number[]> {
		const { times = provider.times, status = provider.payments.get(reference)?.status ?? 'paid' } = changes;
		if (!provider.callbackTo) return [];
		const body = changes.body ?? JSON.stringify({ reference, status });
		const signature = changes.signature ?? signCallback(body, changes.at);
		const sent = Array.from({ length: times }, () => sendCallback(body, signature));
		const answers = await Promise.all(sent);
		provider.answers.push(...answers);
		return answers;
	},
	/** As it was at first. */
	reset(): void {
		provider.payments.clear();
		provider.refunds.clear();
		Object.assign(provider, {
			asked: [],
			answers: [],
			times: 1,
			isSilent: false,
			lies: {},
			refundStatus: 'done',
			gives: 'qr',
		});
	},
};
export type CallbackChanges = {
	times?: number;
	status?: string;
	body?: string;
	signature?: string;
	at?: Date;
};

export function signCallback(body: string, at = new Date()): string {
	const seconds = Math.floor(at.getTime() / 1000);
	return `t=${seconds},v1=${createHmac('sha256', callbackKey).update(`${seconds}.${body}`).digest('hex')}`;
}

async function sendCallback(body: string, signature: string): Promise<number> {
	const headers = { 'content-type': 'application/json', 'x-payment-signature': signature };
	const response = await fetch(provider.callbackTo, { method: 'POST', headers, body });
	await response.body?.cancel();
	return response.status;
}

const server = createServer((request, response) => {
	answer(request, response).catch(() => response.writeHead(400).end());
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const [, kind = '', reference = '', act = ''] = (request.url ?? '').split('/');
	if (kind === 'pay') return payFromOutside(reference, response);
	if (request.headers.authorization !== `Bearer ${key}`) return void response.writeHead(401).end();
	const body: unknown = request.method === 'GET' ? null : JSON.parse((await text(request)) || 'null');
	provider.asked.push(`${request.method} ${kind}${act ? ` ${act}` : ''}`);
	if (provider.isSilent) return void response.writeHead(503).end();
	const found =
		kind === 'payments'
			? onPayments(request.method, reference, act, body)
			: onRefunds(request.method, reference, body);
	if (!found) return void response.writeHead(404).end();
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(kind === 'payments' ? { ...found, ...provider.lies } : found));
}

/** `POST /pay/REFERENCE` without a key: for a journey whose payer is another process. */
async function payFromOutside(reference: string, response: ServerResponse): Promise<void> {
	await provider.pay(reference);
	response.writeHead(204).end();
}

function onPayments(
	method: string | undefined,
	reference: string,
	act: string,
	body: unknown,
): Payment | undefined {
	const known = provider.payments.get(reference);
	if (method === 'GET') return known;
	if (method === 'POST' && act === 'cancel') {
		if (known?.status === 'pending') known.status = 'cancelled';
		return known;
	}
	if (known) return known;
	const asked = newPayment.parse(body);
	const account =
		asked.method === 'va' ? `8808${String(provider.payments.size + 1).padStart(10, '0')}` : null;
	const isCoded = asked.method === 'qris' && provider.gives === 'qr';
	const qr = isCoded ? makeDynamic(staticQris, { amount: asked.amount, reference }) : null;
	const made: Payment = {
		...{
			reference,
			id: `P${provider.payments.size + 1}`,
			status: 'pending',
			currency: 'IDR',
			amount: asked.amount,
		},
		...{ paidAmount: null, paidAt: null, expiresAt: asked.expiresAt, qr, account, bank: asked.bank },
	};
	provider.payments.set(reference, made);
	return made;
}

function onRefunds(method: string | undefined, reference: string, body: unknown): Refund | undefined {
	const known = provider.refunds.get(reference);
	if (known) known.status = provider.refundStatus;
	if (method === 'GET' || known) return known;
	const { payment, amount, currency } = newRefund.parse(body);
	if (provider.payments.get(payment)?.status !== 'paid') return undefined;
	const made = {
		reference,
		id: `R${provider.refunds.size + 1}`,
		status: provider.refundStatus,
		currency,
		amount,
		payment,
	};
	provider.refunds.set(reference, made);
	return made;
}

/** Known before it listens, since whoever imports this reads the address at once; another for each process. */
const port = 20_000 + (process.pid % 40_000);
server.listen(port, '127.0.0.1').unref();
export const paymentSettings = {
	PAYMENT_URL: `http://127.0.0.1:${port}`,
	PAYMENT_KEY: key,
	PAYMENT_CALLBACK_KEY: callbackKey,
	PAYMENT_NAME: 'penyedia',
	PAYMENT_BANKS: 'sumut,bri',
	PAYMENT_QRIS: staticQris,
};
Object.assign(process.env, paymentSettings);
