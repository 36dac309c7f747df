import { type Actor, labelOf, lenderOf, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { Refusal } from '#platform/refusal';
import { asSystem } from './as-system.ts';
import type { Invoice, Refund } from './invoice.ts';
import { isPayer, mayDecideRefund, mayRead, readingScopeOf } from './policy.ts';
import { insertEvent } from './store/events.ts';
import { lockInvoice, selectInvoice } from './store/invoices.ts';
import { type RefundRef, selectRefund, updateDecision } from './store/refunds.ts';

/**
 * The second person's word about a refund; with a yes it is sent to the provider. Nobody decides what they asked for
 * themselves, nor what was asked for from their own desk by whoever it is lent to. Refuses `payments/no-such-refund`,
 * `payments/not-yours`, `payments/own-refund`, `payments/decided-already`, `identity/not-fresh`.
 */
export async function decideRefund(
	actor: Actor,
	{ decision, ...ref }: RefundRef & { decision: 'approved' | 'refused' },
): Promise<void> {
	const seen = await find(actor, ref);
	if (!seen) throw new Refusal('not-found', 'payments/no-such-refund');
	if (actor.kind !== 'officer' || !mayDecideRefund(actor, seen.invoice))
		throw new Refusal('forbidden', 'payments/not-yours');
	if (seen.refund.askedBy === labelOf(actor)) throw new Refusal('forbidden', 'payments/own-refund');
	await requireFresh(actor);
	const lender = lenderOf(actor, (one) => mayDecideRefund(one, seen.invoice));
	if (lender && seen.refund.askedBy === `account:${lender.accountId}`)
		throw new Refusal('forbidden', 'payments/own-refund');
	const actingFor = lender ? `account:${lender.accountId}` : null;
	await asSystem(async (tx) => {
		const { pemda, refundId } = ref;
		const invoiceRef = { pemda, invoiceId: seen.invoice.id };
		await lockInvoice(tx, invoiceRef);
		const refund = await selectRefund(tx, ref);
		if (!refund || refund.decision !== null) throw new Refusal('conflict', 'payments/decided-already');
		const [at, by] = [now(), labelOf(actor)];
		await updateDecision(tx, ref, { decision, by, byName: actor.name, at });
		const kind = decision === 'approved' ? 'refund-approved' : 'refund-refused';
		const who = { actor: by, actorName: actor.name, actingFor };
		await insertEvent(tx, invoiceRef, { kind, at, refundId, attemptId: refund.attemptId, ...who });
		if (decision === 'approved') {
			await enqueue(tx, 'payments/send-refund', { pemda, refundId }, { key: `payments refund ${refundId}` });
		}
		await record(tx, {
			...{
				pemda,
				actor: by,
				act: `payments/${kind}`,
				subject: `invoice:${seen.invoice.id}`,
				origin: actor.origin,
			},
			...{ detail: { refundId, amount: refund.amount }, ...(actingFor ? { onBehalfOf: actingFor } : {}) },
		});
	});
}

async function find(actor: Actor, ref: RefundRef): Promise<{ refund: Refund; invoice: Invoice } | undefined> {
	return withScope(readingScopeOf(actor), async (tx) => {
		const refund = await selectRefund(tx, ref);
		const invoice = refund && (await selectInvoice(tx, { pemda: ref.pemda, invoiceId: refund.invoiceId }));
		return refund && invoice && (mayRead(actor, invoice) || isPayer(actor, invoice))
			? { refund, invoice }
			: undefined;
	});
}
