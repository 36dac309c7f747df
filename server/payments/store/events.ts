import type { Db, Tx } from '#platform/db';
import type { EventKind } from '../invoice.ts';
import type { InvoiceRef } from './invoices.ts';

export type NewEvent = {
	kind: EventKind;
	at: Date;
	attemptId?: string;
	refundId?: string;
	actor: string;
	actorName?: string;
	actingFor?: string | null;
	detail?: object;
};
export type Event = {
	seq: number;
	kind: EventKind;
	at: Date;
	attemptId: string | null;
	refundId: string | null;
	actor: string;
	actorName: string;
	detail: Record<string, unknown>;
};

/** The next event of an invoice whose row the transaction holds. */
export async function insertEvent(tx: Tx, { pemda, invoiceId }: InvoiceRef, event: NewEvent): Promise<void> {
	await tx.query({
		name: 'payments.insert-event',
		text: `insert into payments.event (pemda, invoice_id, seq, at, kind, attempt_id, refund_id, actor, actor_name, acting_for, detail)
			select $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 from payments.event
			where pemda = $1 and invoice_id = $2`,
		values: [
			...[
				pemda,
				invoiceId,
				event.at,
				event.kind,
				event.attemptId ?? null,
				event.refundId ?? null,
				event.actor,
			],
			...[event.actorName ?? '', event.actingFor ?? null, JSON.stringify(event.detail ?? {})],
		],
	});
}

export async function selectEvents(tx: Db, { pemda, invoiceId }: InvoiceRef): Promise<Event[]> {
	const { rows } = await tx.query<Event>({
		name: 'payments.events',
		text: `select seq, kind, at, attempt_id as "attemptId", refund_id as "refundId", actor, actor_name as "actorName", detail
			from payments.event where pemda = $1 and invoice_id = $2 order by seq`,
		values: [pemda, invoiceId],
	});
	return rows;
}
