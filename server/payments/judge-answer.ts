import type { Attempt, Status } from './invoice.ts';
import type { Answer } from './provider.ts';

/** What comes of a provider's answer about one attempt. */
export type Verdict =
	/** Money came: it settles the invoice, was paid twice, or is not owed; or it is not the sum that was asked for. */
	| 'settle'
	| 'double'
	| 'not-owed'
	| 'mismatch'
	/** It can be paid now; or it ended without money. */
	| 'open'
	| 'expire'
	| 'fail'
	/** The provider takes back what it said of money that came: an officer has to look. */
	| 'contradiction'
	| 'nothing';

/** How long an attempt the provider has never heard of may still be on its way there. */
const onItsWayMs = 10 * 60_000;

/**
 * The whole rule of what settles, as a table: only the provider's word, in any order, as often as it is said. Money that
 * came stays; an invoice that is not open any more owes nothing.
 */
export function judgeAnswer(
	attempt: Pick<Attempt, 'status' | 'amount' | 'startedAt'>,
	invoice: Status,
	answer: Answer | 'unknown',
	at: Date,
): Verdict {
	const hasMoney = attempt.status === 'paid' || attempt.status === 'mismatch';
	const isRunning = attempt.status === 'asked' || attempt.status === 'pending';
	if (answer === 'unknown') {
		if (hasMoney) return 'contradiction';
		return isRunning && at.getTime() - attempt.startedAt.getTime() > onItsWayMs ? 'fail' : 'nothing';
	}
	if (answer.status === 'paid') {
		if (hasMoney) return 'nothing';
		if (answer.paidAmount !== attempt.amount || answer.amount !== attempt.amount) return 'mismatch';
		if (invoice === 'open') return 'settle';
		return invoice === 'paid' || invoice === 'refunded' ? 'double' : 'not-owed';
	}
	if (hasMoney) return 'contradiction';
	if (!isRunning) return 'nothing';
	if (answer.status === 'pending') return attempt.status === 'asked' ? 'open' : 'nothing';
	return answer.status === 'failed' ? 'fail' : 'expire';
}
