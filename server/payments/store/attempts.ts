import type { Db, Tx } from '#platform/db';
import type { Attempt, AttemptStatus, Method, Outcome } from '../invoice.ts';
import type { InvoiceRef } from './invoices.ts';

const columns = `pemda, id, invoice_id as "invoiceId", provider, reference, method, bank, amount, status, outcome,
	started_at as "startedAt", expires_at as "expiresAt", qr, account, provider_id as "providerId", paid_at as "paidAt",
	paid_amount as "paidAmount", ended_at as "endedAt", asked_at as "askedAt", asks`;

export type AttemptRef = { pemda: string; attemptId: string };

export async function selectAttempts(tx: Db, { pemda, invoiceId }: InvoiceRef): Promise<Attempt[]> {
	const { rows } = await tx.query<Attempt>({
		name: 'payments.attempts',
		text: `select ${columns} from payments.attempt where pemda = $1 and invoice_id = $2 order by started_at, id`,
		values: [pemda, invoiceId],
	});
	return rows;
}

export async function selectAttempt(tx: Db, { pemda, attemptId }: AttemptRef): Promise<Attempt | undefined> {
	const { rows } = await tx.query<Attempt>({
		name: 'payments.attempt',
		text: `select ${columns} from payments.attempt where pemda = $1 and id = $2`,
		values: [pemda, attemptId],
	});
	return rows[0];
}

/** Whose callback it is: asked by a reference nobody can guess. */
export async function callFindReference(
	db: Db,
	provider: string,
	reference: string,
): Promise<AttemptRef | undefined> {
	const { rows } = await db.query<AttemptRef>({
		name: 'payments.find-reference',
		text: 'select pemda, id as "attemptId" from payments.find_reference($1, $2)',
		values: [provider, reference],
	});
	return rows[0];
}

export type NewAttempt = {
	pemda: string;
	id: string;
	invoiceId: string;
	provider: string;
	reference: string;
	method: Method;
	bank: string | null;
	amount: number;
	startedAt: Date;
	startedBy: string;
	nextAskAt: Date;
};

export async function insertAttempt(tx: Tx, one: NewAttempt): Promise<Attempt> {
	const { rows } = await tx.query<Attempt>({
		name: 'payments.insert-attempt',
		text: `insert into payments.attempt (pemda, id, invoice_id, provider, reference, method, bank, amount, started_at, started_by,
				next_ask_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${columns}`,
		values: [
			...[one.pemda, one.id, one.invoiceId, one.provider, one.reference, one.method, one.bank, one.amount],
			...[one.startedAt, one.startedBy, one.nextAskAt],
		],
	});
	const [attempt] = rows;
	if (!attempt) throw new Error('An attempt was not inserted');
	return attempt;
}

export type Shown = {
	expiresAt: Date | null;
	qr: string | null;
	account: string | null;
	providerId: string | null;
};

/** It can be paid now, by this code or number. */
export async function updateOpened(tx: Tx, { pemda, attemptId }: AttemptRef, shown: Shown): Promise<void> {
	await tx.query({
		name: 'payments.open-attempt',
		text: `update payments.attempt set status = 'pending', expires_at = $3, qr = $4, account = $5, provider_id = $6
			where pemda = $1 and id = $2 and status = 'asked'`,
		values: [pemda, attemptId, shown.expiresAt, shown.qr, shown.account, shown.providerId],
	});
}

export type Ending = {
	status: Exclude<AttemptStatus, 'asked' | 'pending'>;
	outcome: Outcome | null;
	at: Date;
	paidAt?: Date | null;
	paidAmount?: number | null;
	providerId?: string | null;
};

export async function updateAttemptEnded(
	tx: Tx,
	{ pemda, attemptId }: AttemptRef,
	ending: Ending,
): Promise<void> {
	await tx.query({
		name: 'payments.end-attempt',
		text: `update payments.attempt set status = $3, outcome = $4, ended_at = coalesce(ended_at, $5), paid_at = $6, paid_amount = $7,
				provider_id = coalesce($8, provider_id) where pemda = $1 and id = $2`,
		values: [
			...[pemda, attemptId, ending.status, ending.outcome, ending.at],
			...[ending.paidAt ?? null, ending.paidAmount ?? null, ending.providerId ?? null],
		],
	});
}

export async function updateAsked(
	tx: Db,
	{ pemda, attemptId }: AttemptRef,
	{ at, next }: { at: Date; next: Date | null },
): Promise<void> {
	await tx.query({
		name: 'payments.note-asked',
		text: 'update payments.attempt set asked_at = $3, asks = asks + 1, next_ask_at = $4 where pemda = $1 and id = $2',
		values: [pemda, attemptId, at, next],
	});
}

/** Of this provider, those it is time to ask about, longest due first. */
export async function selectToAsk(tx: Db, provider: string, at: Date, most: number): Promise<AttemptRef[]> {
	const { rows } = await tx.query<AttemptRef>({
		name: 'payments.to-ask',
		text: `select pemda, id as "attemptId" from payments.attempt where next_ask_at <= $2 and provider = $1
			order by next_ask_at, id limit $3`,
		values: [provider, at, most],
	});
	return rows;
}
