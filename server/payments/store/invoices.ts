import type { Db, Tx } from '#platform/db';
import { isId } from '#platform/ids';
import type { Invoice, Line, Method } from '../invoice.ts';

const columns = `pemda, id, number, subject, jsonb_build_object('kind', payer_kind, 'id', payer_id, 'name', payer_name) as payer,
	office_id as "officeId", office_name as "officeName", title, total, status, opened_at as "openedAt", due_at as "dueAt",
	settled_at as "settledAt", receipt_number as "receiptNumber", ended_at as "endedAt", end_reason as "endReason"`;

export type InvoiceRef = { pemda: string; invoiceId: string };
const isRef = ({ pemda, invoiceId }: InvoiceRef) => /^[0-9.]{2,13}$/.test(pemda) && isId(invoiceId);

/** Within the scope of the transaction. */
export async function selectInvoice(tx: Db, ref: InvoiceRef): Promise<Invoice | undefined> {
	if (!isRef(ref)) return undefined;
	const { rows } = await tx.query<Invoice>({
		name: 'payments.invoice',
		text: `select ${columns} from payments.invoice where pemda = $1 and id = $2`,
		values: [ref.pemda, ref.invoiceId],
	});
	return rows[0];
}

/** The same, held until the transaction ends: whoever changes anything of an invoice takes it first. */
export async function lockInvoice(tx: Tx, { pemda, invoiceId }: InvoiceRef): Promise<Invoice> {
	const { rows } = await tx.query<Invoice>({
		name: 'payments.lock-invoice',
		text: `select ${columns} from payments.invoice where pemda = $1 and id = $2 for update`,
		values: [pemda, invoiceId],
	});
	const [invoice] = rows;
	if (!invoice) throw new Error('An invoice that was just seen is not there');
	return invoice;
}

export async function selectLines(tx: Db, { pemda, invoiceId }: InvoiceRef): Promise<Line[]> {
	const { rows } = await tx.query<Line>({
		name: 'payments.lines',
		text: `select fee, label, amount, inputs, trace from payments.invoice_line where pemda = $1 and invoice_id = $2 order by position`,
		values: [pemda, invoiceId],
	});
	return rows;
}

export type NewInvoice = { pemda: string; id: string };

export async function callOpenInvoice(tx: Db, data: NewInvoice & Record<string, unknown>, at: Date) {
	const { rows } = await tx.query<{ id: string; number: string; total: number; is_new: boolean }>({
		name: 'payments.open',
		text: 'select id, number, total, is_new from payments.open_invoice($1, $2)',
		values: [JSON.stringify(data), at],
	});
	const [opened] = rows;
	if (!opened) throw new Error('An invoice was not opened');
	return opened;
}

/** How it stands after that: `cancelled now`, or what it was; null where there is none. */
export async function callCancelInvoice(
	tx: Db,
	{ pemda, invoiceId }: InvoiceRef,
	{ by, reason, at }: { by: string; reason: string; at: Date },
): Promise<string | null> {
	const { rows } = await tx.query<{ status: string | null }>({
		name: 'payments.cancel',
		text: 'select payments.cancel_invoice($1, $2, $3, $4, $5) as status',
		values: [pemda, invoiceId, by, reason, at],
	});
	return rows[0]?.status ?? null;
}

export async function callInvoicesOf(tx: Db, pemda: string, subject: string): Promise<Invoice[]> {
	const { rows } = await tx.query<Invoice>({
		name: 'payments.invoices-of',
		text: `select ${columns} from payments.invoices_of($1, $2)`,
		values: [pemda, subject],
	});
	return rows;
}

export type PaidBy = { invoiceId: string; method: Method; bank: string | null; paidAt: Date };

/** What settled each invoice of one subject. */
export async function callPaidOf(tx: Db, pemda: string, subject: string): Promise<PaidBy[]> {
	const { rows } = await tx.query<PaidBy>({
		name: 'payments.paid-of',
		text: 'select invoice_id as "invoiceId", method, bank, paid_at as "paidAt" from payments.paid_of($1, $2)',
		values: [pemda, subject],
	});
	return rows;
}

export type Page = { invoices: Invoice[]; next: { at: Date; id: string } | null };

export type Before = { at: Date; id: string } | undefined;
const most = 30;

/** Newest first, 30 to a page: what these owe, of what the transaction sees. */
export async function selectInvoicesOf(tx: Db, payerIds: string[], before: Before): Promise<Page> {
	const { rows } = await tx.query<Invoice>({
		name: 'payments.invoices-of-payers',
		text: `select ${columns} from payments.invoice where payer_id = any($1::uuid[])
				and ($2::timestamptz is null or (opened_at, id) < ($2, $3::uuid))
			order by opened_at desc, id desc limit ${most + 1}`,
		values: [payerIds, before?.at ?? null, before?.id ?? null],
	});
	return pageOf(rows);
}

/** Offices and whole governments. */
export type Places = { offices: string[]; pemda: string[] };

/** Newest first, 30 to a page, of these places: from the front of an index each, however many there are in all. */
export async function selectInvoicesAt(
	tx: Db,
	{ offices, pemda }: Places,
	{ status, before }: { status?: string | undefined; before?: Before },
): Promise<Page> {
	const newest = (where: string) => `lateral (select * from payments.invoice where ${where}
			and ($3::text is null or status = $3) and ($4::timestamptz is null or (opened_at, id) < ($4, $5::uuid))
		order by opened_at desc, id desc limit ${most + 1}) found`;
	const { rows } = await tx.query<Invoice>({
		name: 'payments.invoices-at',
		text: `select ${columns} from (
				select found.* from unnest($1::uuid[]) office, ${newest('office_id = office')}
				union select found.* from unnest($2::text[]) house, ${newest('pemda = house')}
			) all_places order by opened_at desc, id desc limit ${most + 1}`,
		values: [offices, pemda, status ?? null, before?.at ?? null, before?.id ?? null],
	});
	return pageOf(rows);
}

function pageOf(rows: Invoice[]): Page {
	const invoices = rows.slice(0, most);
	const last = invoices.at(-1);
	return { invoices, next: rows.length > most && last ? { at: last.openedAt, id: last.id } : null };
}

/** The next number of a government's receipts this year, without a gap: it goes with the transaction. */
export async function takeReceiptNumber(tx: Tx, pemda: string, year: number): Promise<number> {
	const { rows } = await tx.query<{ last: number }>({
		name: 'payments.take-number',
		text: `insert into payments.series (pemda, year, last) values ($1, $2, 1)
			on conflict (pemda, year) do update set last = payments.series.last + 1 returning last`,
		values: [pemda, year],
	});
	return rows[0]?.last ?? 0;
}

export async function updateSettled(
	tx: Tx,
	{ pemda, invoiceId }: InvoiceRef,
	{ at, attemptId, receiptNumber }: { at: Date; attemptId: string; receiptNumber: string },
): Promise<void> {
	await tx.query({
		name: 'payments.settle',
		text: `update payments.invoice set status = 'paid', settled_at = $3, settled_attempt = $4, receipt_number = $5
			where pemda = $1 and id = $2`,
		values: [pemda, invoiceId, at, attemptId, receiptNumber],
	});
}

export async function updateEnded(
	tx: Tx,
	{ pemda, invoiceId }: InvoiceRef,
	{ status, at, by, reason }: { status: 'expired' | 'refunded'; at: Date; by: string; reason: string },
): Promise<void> {
	await tx.query({
		name: 'payments.end',
		text: `update payments.invoice set status = $3, ended_at = $4, ended_by = $5, end_reason = $6 where pemda = $1 and id = $2`,
		values: [pemda, invoiceId, status, at, by, reason],
	});
}

/** Open invoices past their day that nobody is paying just now. */
export async function selectOverdue(tx: Tx, at: Date): Promise<InvoiceRef[]> {
	const { rows } = await tx.query<InvoiceRef>({
		name: 'payments.overdue',
		text: `select i.pemda, i.id as "invoiceId" from payments.invoice i where i.status = 'open' and i.due_at < $1
				and not exists (select from payments.attempt a where a.pemda = i.pemda and a.invoice_id = i.id and a.ended_at is null)
			order by i.due_at limit 100`,
		values: [at],
	});
	return rows;
}
