import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { announce } from '#platform/events';
import { asSystem } from './as-system.ts';
import { type Attempt, type Invoice, ourselves, type Refund } from './invoice.ts';
import { findProvider, type Provider, type RefundAnswer } from './provider.ts';
import { selectAttempt } from './store/attempts.ts';
import { insertEvent } from './store/events.ts';
import { lockInvoice, updateEnded } from './store/invoices.ts';
import { type RefundRef, selectRefund, updateProgress } from './store/refunds.ts';

const [minute, hour] = [60_000, 3_600_000];
const waits = [minute, 5 * minute, 15 * minute, hour, 6 * hour, 24 * hour];

/**
 * Sends a decided refund to the provider, or asks what became of it; by our own reference, so that twice is once. Throws
 * where the provider gives no answer.
 */
export async function sendRefund(ref: RefundRef): Promise<void> {
	const provider = findProvider();
	const found = await asSystem((tx) => find(tx, ref));
	if (!provider || found?.refund.decision !== 'approved') return;
	const { refund, attempt } = found;
	if (refund.doneAt || refund.failedAt || attempt.provider !== provider.name) return;
	const answer = await ask(provider, refund, attempt);
	await asSystem((tx) => keepAnswer(tx, ref, answer));
}

async function find(tx: Tx, ref: RefundRef) {
	const refund = await selectRefund(tx, ref);
	const attempt = refund && (await selectAttempt(tx, { pemda: ref.pemda, attemptId: refund.attemptId }));
	return refund && attempt ? { refund, attempt } : undefined;
}

async function ask(
	provider: Provider,
	{ sentAt, reference, amount }: Refund,
	attempt: Attempt,
): Promise<RefundAnswer> {
	const known = sentAt ? await provider.findRefund(reference) : 'unknown';
	return known === 'unknown' ? provider.refund({ reference, payment: attempt.reference, amount }) : known;
}

async function keepAnswer(tx: Tx, ref: RefundRef, { status, providerId }: RefundAnswer): Promise<void> {
	const seen = await find(tx, ref);
	if (!seen) return;
	const invoice = await lockInvoice(tx, { pemda: ref.pemda, invoiceId: seen.refund.invoiceId });
	const { refund, attempt } = (await find(tx, ref)) ?? seen;
	if (refund.doneAt || refund.failedAt) return;
	const at = now();
	const next =
		status === 'pending'
			? new Date(at.getTime() + (waits[Math.min(refund.asks, waits.length - 1)] ?? hour))
			: null;
	await updateProgress(tx, ref, { at, status, providerId, next });
	const kind = status === 'done' ? 'refunded' : status === 'failed' ? 'refund-failed' : 'refund-sent';
	if (kind !== 'refund-sent' || refund.sentAt === null) {
		const event = { kind, at, refundId: refund.id, attemptId: attempt.id, actor: ourselves.label } as const;
		await insertEvent(
			tx,
			{ pemda: ref.pemda, invoiceId: invoice.id },
			{ ...event, detail: { amount: refund.amount } },
		);
	}
	if (status === 'done') await finish(tx, invoice, refund, attempt, at);
}

/** Only what had settled the invoice undoes it; what was paid twice or not owed leaves it as it is. */
async function finish(tx: Tx, invoice: Invoice, refund: Refund, attempt: Attempt, at: Date): Promise<void> {
	const { pemda, id: invoiceId, subject } = invoice;
	if (attempt.outcome === 'settled' && invoice.status === 'paid') {
		const ending = { status: 'refunded', at, by: ourselves.label, reason: refund.reason } as const;
		await updateEnded(tx, { pemda, invoiceId }, ending);
		await announce(tx, 'payments.refunded', pemda, { pemda, invoiceId, subject, refundId: refund.id });
	}
	await record(tx, {
		...{ pemda, actor: ourselves.label, act: 'payments/refund', subject: `invoice:${invoiceId}` },
		detail: { refundId: refund.id, amount: refund.amount, cause: refund.cause },
	});
}
