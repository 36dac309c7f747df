import type { Db } from '#platform/db';
import type { Words } from '../invoice.ts';
import type { Places } from './invoices.ts';

export type DeskRefund = {
	pemda: string;
	id: string;
	invoiceId: string;
	number: string;
	title: Words;
	officeId: string | null;
	amount: number;
	cause: string;
	reason: string;
	askedBy: string;
	askedName: string;
	askedAt: Date;
	decision: string | null;
	sentAt: Date | null;
	doneAt: Date | null;
	failedAt: Date | null;
};

/** Refunds in the transaction's scope that are not at their end, longest asked first, and those that failed. */
export async function selectOpenRefunds(tx: Db): Promise<DeskRefund[]> {
	const { rows } = await tx.query<DeskRefund>({
		text: `select r.pemda, r.id, r.invoice_id as "invoiceId", i.number, i.title, i.office_id as "officeId", r.amount, r.cause, r.reason,
				r.asked_by as "askedBy", r.asked_name as "askedName", r.asked_at as "askedAt", r.decision, r.sent_at as "sentAt",
				r.done_at as "doneAt", r.failed_at as "failedAt"
			from payments.refund r join payments.invoice i on i.pemda = r.pemda and i.id = r.invoice_id
			where r.done_at is null and r.decision is distinct from 'refused' order by r.asked_at, r.id limit 100`,
	});
	return rows;
}

export type Matter = {
	pemda: string;
	invoiceId: string;
	number: string;
	kind: string;
	at: Date;
	detail: Record<string, unknown>;
};

/** What somebody has to look at, newest first: sums that were not asked for, words taken back, refunds that failed. */
export async function selectMatters(tx: Db): Promise<Matter[]> {
	const { rows } = await tx.query<Matter>({
		text: `select e.pemda, e.invoice_id as "invoiceId", i.number, e.kind, e.at, e.detail
			from payments.event e join payments.invoice i on i.pemda = e.pemda and i.id = e.invoice_id
			where e.kind in ('mismatch', 'contradiction', 'refund-failed') order by e.at desc limit 50`,
	});
	return rows;
}

export type Standing = {
	open: number;
	openSum: number;
	paid: number;
	paidSum: number;
	running: number;
	/** Attempts under way that the provider has not answered about for an hour. */
	silent: number;
	lastAskedAt: Date | null;
};

/** How money and the provider stand at these places; paid since `since`. Reads what is open, and one day. */
export async function selectStanding(
	tx: Db,
	{ offices, pemda }: Places,
	{ since, silentBefore }: { since: Date; silentBefore: Date },
): Promise<Standing> {
	const here = '(pemda = any($3::text[]) or office_id = any($4::uuid[]))';
	const { rows } = await tx.query<Standing>({
		name: 'payments.standing',
		text: `select o.count as open, o.sum as "openSum", p.count as paid, p.sum as "paidSum", a.running, a.silent, a.last as "lastAskedAt"
			from (select count(*)::int as count, coalesce(sum(total), 0)::bigint as sum from payments.invoice
					where status = 'open' and ${here}) o,
				(select count(*)::int as count, coalesce(sum(total), 0)::bigint as sum from payments.invoice
					where settled_at >= $1 and settled_at is not null and ${here}) p,
				(select count(*)::int as running, count(*) filter (where coalesce(asked_at, started_at) < $2)::int as silent,
						max(asked_at) as last
					from payments.attempt where ended_at is null) a`,
		values: [since, silentBefore, pemda, offices],
	});
	const [standing] = rows;
	if (!standing) throw new Error('No standing');
	return standing;
}
