/** The same text in both languages of the platform. */
export type Words = { id: string; en: string };

export type Status = 'open' | 'paid' | 'cancelled' | 'expired' | 'refunded';
export type Method = 'qris' | 'va';
export type AttemptStatus = 'asked' | 'pending' | 'paid' | 'mismatch' | 'expired' | 'failed';
export type Outcome = 'settled' | 'double' | 'not-owed';
export type Cause = 'double' | 'not-owed' | 'mismatch' | 'officer';

export type Payer = { kind: 'person' | 'business'; id: string; name: string };

/** One fee as it was worked out; `amount` in whole rupiah. It never changes. */
export type Line = { fee: string; label: Words; amount: number; inputs: object; trace: unknown };

export type Invoice = {
	pemda: string;
	id: string;
	number: string;
	subject: string;
	payer: Payer;
	officeId: string | null;
	officeName: string;
	title: Words;
	total: number;
	status: Status;
	openedAt: Date;
	dueAt: Date;
	settledAt: Date | null;
	receiptNumber: string | null;
	endedAt: Date | null;
	endReason: string | null;
};

export type Attempt = {
	pemda: string;
	id: string;
	invoiceId: string;
	provider: string;
	reference: string;
	method: Method;
	bank: string | null;
	amount: number;
	status: AttemptStatus;
	outcome: Outcome | null;
	startedAt: Date;
	expiresAt: Date | null;
	qr: string | null;
	account: string | null;
	providerId: string | null;
	paidAt: Date | null;
	paidAmount: number | null;
	endedAt: Date | null;
	askedAt: Date | null;
	asks: number;
};

export type Refund = {
	pemda: string;
	id: string;
	invoiceId: string;
	attemptId: string;
	reference: string;
	amount: number;
	cause: Cause;
	reason: string;
	askedBy: string;
	askedName: string;
	askedAt: Date;
	decision: 'approved' | 'refused' | null;
	decidedName: string | null;
	decidedAt: Date | null;
	sentAt: Date | null;
	doneAt: Date | null;
	failedAt: Date | null;
	asks: number;
};

export type EventKind =
	| 'opened'
	| 'cancelled'
	| 'expired'
	| 'attempt-started'
	| 'attempt-ended'
	| 'settled'
	| 'double'
	| 'not-owed'
	| 'mismatch'
	| 'contradiction'
	| 'refund-asked'
	| 'refund-approved'
	| 'refund-refused'
	| 'refund-sent'
	| 'refund-failed'
	| 'refunded';

/** How the platform itself signs what it does here. */
export const ourselves = { label: 'system:payments', name: '' };

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** While somebody may be paying: often at first, then every quarter of an hour. */
const whileOpen = [15 * second, 30 * second, minute, 2 * minute, 5 * minute, 15 * minute];
/** After it ended without money: a provider may learn of a payment late. */
const afterEnd = [10 * minute, hour, 6 * hour, 24 * hour, 72 * hour];

/** When the provider is asked again about an attempt that was asked `asks` times; null: no more. */
export function nextAsk(
	at: Date,
	{ asks, endedAt, started }: { asks: number; endedAt: Date | null; started: Date },
): Date | null {
	if (endedAt === null) {
		const wait = whileOpen[Math.min(asks, whileOpen.length - 1)] ?? hour;
		return new Date(at.getTime() + wait);
	}
	const since = at.getTime() - Math.max(endedAt.getTime(), started.getTime());
	const next = afterEnd.find((wait) => wait > since);
	return next === undefined ? null : new Date(at.getTime() + next - since);
}
