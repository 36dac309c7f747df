import { record } from '#platform/audit';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { announce } from '#platform/events';
import { enqueue } from '#platform/jobs';
import { dayOf } from '#platform/workdays';
import { asSystem } from './as-system.ts';
import { askBack } from './ask-back.ts';
import { type Attempt, type Invoice, nextAsk, ourselves } from './invoice.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import type { Answer } from './provider.ts';
import { shownOf } from './shown.ts';
import {
	type AttemptRef,
	selectAttempt,
	updateAsked,
	updateAttemptEnded,
	updateOpened,
} from './store/attempts.ts';
import { insertEvent, selectEvents } from './store/events.ts';
import { lockInvoice, takeReceiptNumber, updateSettled } from './store/invoices.ts';

/**
 * Writes what the provider says of an attempt, all of it in one transaction that holds the invoice. However many of
 * the same answers come at once, they settle once and announce `payments.settled` once.
 */
export async function applyAnswer(ref: AttemptRef, answer: Answer | 'unknown'): Promise<Verdict> {
	return asSystem(async (tx) => {
		const seen = await selectAttempt(tx, ref);
		if (!seen) throw new Error('An attempt that was just seen is not there');
		const invoice = await lockInvoice(tx, seen);
		const attempt = (await selectAttempt(tx, ref)) ?? seen;
		const at = now();
		const verdict = judgeAnswer(attempt, invoice.status, answer, at);
		const said: Said = { invoice, attempt, at, answer: answer === 'unknown' ? null : answer };
		await write(tx, verdict, said);
		const hasMoney =
			['settle', 'double', 'not-owed', 'mismatch'].includes(verdict) || attempt.paidAmount !== null;
		const hasEnded = verdict === 'expire' || verdict === 'fail';
		const endedAt = hasEnded ? at : attempt.endedAt;
		const next = hasMoney ? null : nextAsk(at, { asks: attempt.asks, endedAt, started: attempt.startedAt });
		await updateAsked(tx, ref, { at, next });
		return verdict;
	});
}

type Said = { invoice: Invoice; attempt: Attempt; at: Date; answer: Answer | null };

async function write(tx: Tx, verdict: Verdict, said: Said): Promise<void> {
	const { attempt, answer } = said;
	switch (verdict) {
		case 'settle':
			return settle(tx, said);
		case 'double':
		case 'not-owed':
		case 'mismatch':
			return keepMoney(tx, verdict, said);
		case 'open':
			if (answer) await updateOpened(tx, refOf(attempt), shownOf(attempt, answer));
			return;
		case 'expire':
		case 'fail':
			return endWithout(tx, verdict === 'expire' ? 'expired' : 'failed', said);
		case 'contradiction':
			return flag(tx, said);
		case 'nothing':
			return;
	}
}

const refOf = ({ pemda, id }: Attempt): AttemptRef => ({ pemda, attemptId: id });

async function settle(tx: Tx, { invoice, attempt, at, answer }: Said): Promise<void> {
	const { pemda, subject } = invoice;
	const ref = { pemda, invoiceId: invoice.id };
	const year = Number(dayOf(at).slice(0, 4));
	const taken = await takeReceiptNumber(tx, pemda, year);
	const receiptNumber = `K-${pemda}-${year}-${String(taken).padStart(6, '0')}`;
	await updateAttemptEnded(tx, refOf(attempt), {
		status: 'paid',
		outcome: 'settled',
		at,
		...moneyOf(answer),
	});
	await updateSettled(tx, ref, { at, attemptId: attempt.id, receiptNumber });
	const isLate = at > invoice.dueAt;
	const detail = {
		receiptNumber,
		amount: attempt.amount,
		method: attempt.method,
		...(isLate ? { isLate } : {}),
	};
	await insertEvent(tx, ref, { kind: 'settled', at, attemptId: attempt.id, actor: ourselves.label, detail });
	await announce(tx, 'payments.settled', pemda, { pemda, invoiceId: invoice.id, subject });
	await enqueue(tx, 'payments/close-attempts', ref, { key: `payments close ${invoice.id}` });
	await record(tx, {
		...{ pemda, actor: ourselves.label, act: 'payments/settle', subject: `invoice:${invoice.id}` },
		detail: { attemptId: attempt.id, amount: attempt.amount, receiptNumber },
	});
}

const moneyOf = (answer: Answer | null) => ({
	paidAt: answer?.paidAt ?? null,
	paidAmount: answer?.paidAmount ?? null,
	providerId: answer?.providerId ?? null,
});

/** Money that does not settle: it goes back. Twice or not owed by itself; another sum than asked for, an officer decides. */
async function keepMoney(
	tx: Tx,
	verdict: 'double' | 'not-owed' | 'mismatch',
	{ invoice, attempt, at, answer }: Said,
): Promise<void> {
	const isMismatch = verdict === 'mismatch';
	await updateAttemptEnded(tx, refOf(attempt), {
		...{ status: isMismatch ? 'mismatch' : 'paid', outcome: isMismatch ? null : verdict, at },
		...moneyOf(answer),
	});
	const amount = answer?.paidAmount ?? 0;
	const detail = { amount, wanted: attempt.amount };
	const ref = { pemda: invoice.pemda, invoiceId: invoice.id };
	await insertEvent(tx, ref, { kind: verdict, at, attemptId: attempt.id, actor: ourselves.label, detail });
	if (amount > 0) await askBack(tx, { invoice, attempt, amount, cause: verdict, at });
}

async function endWithout(
	tx: Tx,
	status: 'expired' | 'failed',
	{ invoice, attempt, at }: Said,
): Promise<void> {
	await updateAttemptEnded(tx, refOf(attempt), { status, outcome: null, at });
	const ref = { pemda: invoice.pemda, invoiceId: invoice.id };
	const event = {
		kind: 'attempt-ended',
		at,
		attemptId: attempt.id,
		actor: ourselves.label,
		detail: { status },
	} as const;
	await insertEvent(tx, ref, event);
}

/** Once for each attempt, however often the provider says it. */
async function flag(tx: Tx, { invoice, attempt, at, answer }: Said): Promise<void> {
	const ref = { pemda: invoice.pemda, invoiceId: invoice.id };
	const events = await selectEvents(tx, ref);
	if (events.some(({ kind, attemptId }) => kind === 'contradiction' && attemptId === attempt.id)) return;
	const detail = { said: answer?.status ?? 'unknown' };
	await insertEvent(tx, ref, {
		kind: 'contradiction',
		at,
		attemptId: attempt.id,
		actor: ourselves.label,
		detail,
	});
}
