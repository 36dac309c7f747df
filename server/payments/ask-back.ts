import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { type Attempt, type Cause, type Invoice, ourselves } from './invoice.ts';
import { newReference } from './reference.ts';
import { insertEvent } from './store/events.ts';
import { insertRefund } from './store/refunds.ts';

type Back = {
	invoice: Invoice;
	attempt: Attempt;
	amount: number;
	cause: Cause;
	at: Date;
	/** An officer who asks; without one the platform itself. */
	officer?: { label: string; name: string; actingFor: string | null; reason: string };
};

/**
 * Asks for money to go back. What was paid twice or was not owed is decided with the asking; the rest waits for a head.
 * False where it goes back already.
 */
export async function askBack(
	tx: Tx,
	{ invoice, attempt, amount, cause, at, officer }: Back,
): Promise<boolean> {
	const { pemda, id: invoiceId } = invoice;
	const refundId = newId();
	const isDecided = cause === 'double' || cause === 'not-owed';
	const by = officer?.label ?? ourselves.label;
	const byName = officer?.name ?? ourselves.name;
	const row = {
		pemda,
		id: refundId,
		invoiceId,
		attemptId: attempt.id,
		reference: newReference(),
		amount,
		cause,
	};
	const isNew = await insertRefund(tx, { ...row, reason: officer?.reason ?? '', by, byName, at, isDecided });
	if (!isNew) return false;
	const event = {
		at,
		attemptId: attempt.id,
		refundId,
		actor: by,
		actorName: byName,
		actingFor: officer?.actingFor ?? null,
	};
	const detail = { amount, cause, ...(officer ? { reason: officer.reason } : {}) };
	await insertEvent(tx, { pemda, invoiceId }, { ...event, kind: 'refund-asked', detail });
	if (isDecided)
		await enqueue(tx, 'payments/send-refund', { pemda, refundId }, { key: `payments refund ${refundId}` });
	return true;
}
