import type { Resident } from '#identity';
import { openInvoice } from '#payments';
import { migratorDb, withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { asahan, type Desk } from './cases.ts';

export type OpenedInvoice = { pemda: string; invoiceId: string; number: string; subject: string };
type Changes = {
	pemda?: string;
	amount?: number;
	dueAt?: Date;
	office?: Desk | null;
	subject?: string;
	business?: string;
};

const dayMs = 86_400_000;

/** A permit's fee in Asahan, 150,000 rupiah due in a week, unless told otherwise. */
export async function invoiceFor(
	payer: Pick<Resident, 'accountId' | 'name'>,
	changes: Changes = {},
): Promise<OpenedInvoice> {
	const { pemda = changes.office?.pemda ?? asahan, amount = 150_000, office, business } = changes;
	const subject = changes.subject ?? `application:${pemda}:${newId()}`;
	const label = { id: 'Retribusi izin reklame', en: 'Billboard permit fee' };
	const opened = await withTx((tx) =>
		openInvoice(tx, {
			...{ pemda, subject, title: label, dueAt: changes.dueAt ?? new Date(Date.now() + 7 * dayMs) },
			payer: business
				? { kind: 'business', id: business, name: 'CV Contoh' }
				: { kind: 'person', id: payer.accountId, name: payer.name ?? 'Budi (contoh)' },
			...(office ? { office: { id: office.officeId, name: office.officeName } } : {}),
			lines: [{ fee: 'retribusi', label, amount, inputs: { luas: 6 }, trace: { rule: 'luas × tarif' } }],
		}),
	);
	return { pemda, subject, ...opened };
}

/** The same, paid at a provider nobody asks: for what comes after. */
export async function paidInvoice(
	payer: Pick<Resident, 'accountId' | 'name'>,
	changes: Changes = {},
): Promise<OpenedInvoice> {
	const invoice = await invoiceFor(payer, changes);
	await migratorDb.query({
		text: `with paid as (
				insert into payments.attempt (pemda, id, invoice_id, provider, reference, method, amount, status, outcome, started_at,
					started_by, paid_at, paid_amount, ended_at)
				select pemda, gen_random_uuid(), id, 'tests', 'T' || id, 'qris', total, 'paid', 'settled', now(), 'tests', now(), total, now()
				from payments.invoice where pemda = $1 and id = $2 returning pemda, id, invoice_id)
			update payments.invoice i set status = 'paid', settled_at = now(), settled_attempt = paid.id, receipt_number = 'K-' || i.id
			from paid where i.pemda = paid.pemda and i.id = paid.invoice_id`,
		values: [invoice.pemda, invoice.invoiceId],
	});
	return invoice;
}

/** The same, with somebody having asked that it goes back. */
export async function refundAsked(
	payer: Pick<Resident, 'accountId' | 'name'>,
	changes: Changes = {},
): Promise<OpenedInvoice & { refundId: string }> {
	const invoice = await paidInvoice(payer, changes);
	const refundId = newId();
	await migratorDb.query({
		text: `insert into payments.refund (pemda, id, invoice_id, attempt_id, reference, amount, cause, reason, asked_by, asked_name, asked_at)
			select pemda, $3, id, settled_attempt, 'R' || id, total, 'officer', 'Dibayar untuk permohonan lain.', 'account:' || $4, 'Rina', now()
			from payments.invoice where pemda = $1 and id = $2`,
		values: [invoice.pemda, invoice.invoiceId, refundId, newId()],
	});
	return { ...invoice, refundId };
}
