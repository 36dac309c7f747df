import type { Db, Tx } from '#platform/db';
import { isId } from '#platform/ids';
import type { Cause, Refund } from '../invoice.ts';
import type { InvoiceRef } from './invoices.ts';

const columns = `pemda, id, invoice_id as "invoiceId", attempt_id as "attemptId", reference, amount, cause, reason,
	asked_by as "askedBy", asked_name as "askedName", asked_at as "askedAt", decision, decided_name as "decidedName",
	decided_at as "decidedAt", sent_at as "sentAt", done_at as "doneAt", failed_at as "failedAt", asks`;

export type RefundRef = { pemda: string; refundId: string };

export async function selectRefunds(tx: Db, { pemda, invoiceId }: InvoiceRef): Promise<Refund[]> {
	const { rows } = await tx.query<Refund>({
		name: 'payments.refunds',
		text: `select ${columns} from payments.refund where pemda = $1 and invoice_id = $2 order by asked_at, id`,
		values: [pemda, invoiceId],
	});
	return rows;
}

/** Of all invoices of one subject, oldest first. */
export async function callRefundsOf(tx: Db, pemda: string, subject: string): Promise<Refund[]> {
	const { rows } = await tx.query<Refund>({
		name: 'payments.refunds-of',
		text: `select ${columns} from payments.refunds_of($1, $2)`,
		values: [pemda, subject],
	});
	return rows;
}

export async function selectRefund(tx: Db, { pemda, refundId }: RefundRef): Promise<Refund | undefined> {
	if (!isId(refundId)) return undefined;
	const { rows } = await tx.query<Refund>({
		name: 'payments.refund',
		text: `select ${columns} from payments.refund where pemda = $1 and id = $2`,
		values: [pemda, refundId],
	});
	return rows[0];
}

export type NewRefundRow = {
	pemda: string;
	id: string;
	invoiceId: string;
	attemptId: string;
	reference: string;
	amount: number;
	cause: Cause;
	reason: string;
	by: string;
	byName: string;
	at: Date;
	/** Decided in the asking: what was paid twice or not owed. */
	isDecided: boolean;
};

/** False where that money goes back already. */
export async function insertRefund(tx: Tx, one: NewRefundRow): Promise<boolean> {
	const { rowCount } = await tx.query({
		name: 'payments.insert-refund',
		text: `insert into payments.refund (pemda, id, invoice_id, attempt_id, reference, amount, cause, reason, asked_by, asked_name,
				asked_at, decision, decided_by, decided_name, decided_at, next_ask_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, case when $12::boolean then 'approved' end,
				case when $12 then $9 end, case when $12 then $10 end, case when $12 then $11::timestamptz end, case when $12 then $11::timestamptz end)
			on conflict (pemda, attempt_id) where decision is distinct from 'refused' and failed_at is null do nothing`,
		values: [
			...[one.pemda, one.id, one.invoiceId, one.attemptId, one.reference, one.amount, one.cause, one.reason],
			...[one.by, one.byName, one.at, one.isDecided],
		],
	});
	return rowCount === 1;
}

export async function updateDecision(
	tx: Tx,
	{ pemda, refundId }: RefundRef,
	{ decision, by, byName, at }: { decision: 'approved' | 'refused'; by: string; byName: string; at: Date },
): Promise<void> {
	await tx.query({
		name: 'payments.decide',
		text: `update payments.refund set decision = $3, decided_by = $4, decided_name = $5, decided_at = $6,
				next_ask_at = case when $3 = 'approved' then $6::timestamptz end
			where pemda = $1 and id = $2`,
		values: [pemda, refundId, decision, by, byName, at],
	});
}

/** Sent, done or failed: what is known of it at the provider. Asked again at `next`. */
export async function updateProgress(
	tx: Tx,
	{ pemda, refundId }: RefundRef,
	{
		at,
		status,
		providerId,
		next,
	}: { at: Date; status: 'pending' | 'done' | 'failed'; providerId: string | null; next: Date | null },
): Promise<void> {
	await tx.query({
		name: 'payments.progress',
		text: `update payments.refund set sent_at = coalesce(sent_at, $3), provider_id = coalesce($5, provider_id),
				done_at = case when $4 = 'done' then $3 else done_at end, failed_at = case when $4 = 'failed' then $3 else failed_at end,
				asked_provider_at = $3, asks = asks + 1, next_ask_at = $6
			where pemda = $1 and id = $2`,
		values: [pemda, refundId, at, status, providerId, next],
	});
}

export async function updateRefundNext(tx: Db, { pemda, refundId }: RefundRef, next: Date): Promise<void> {
	await tx.query({
		name: 'payments.refund-next',
		text: 'update payments.refund set asks = asks + 1, next_ask_at = $3 where pemda = $1 and id = $2',
		values: [pemda, refundId, next],
	});
}

/** Decided and not at their end, whose time has come. */
export async function selectRefundsToAsk(
	tx: Db,
	provider: string,
	at: Date,
	most: number,
): Promise<RefundRef[]> {
	const { rows } = await tx.query<RefundRef>({
		name: 'payments.refunds-to-ask',
		text: `select r.pemda, r.id as "refundId" from payments.refund r
				join payments.attempt a on a.pemda = r.pemda and a.id = r.attempt_id and a.provider = $1
			where r.next_ask_at <= $2 order by r.next_ask_at, r.id limit $3`,
		values: [provider, at, most],
	});
	return rows;
}
