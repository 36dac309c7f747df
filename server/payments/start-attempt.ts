import { type Actor, labelOf, type Resident } from '#identity';
import { now } from '#platform/clock';
import { config } from '#platform/config';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';
import { spend } from '#platform/throttle';
import { applyAnswer } from './apply-answer.ts';
import { asSystem } from './as-system.ts';
import { askProvider } from './ask-provider.ts';
import type { Attempt, Invoice, Method } from './invoice.ts';
import { isPayer, noSuchInvoice, readingScopeOf } from './policy.ts';
import { findProvider, type Provider } from './provider.ts';
import { newReference } from './reference.ts';
import { shownOf } from './shown.ts';
import { insertAttempt, selectAttempt, selectAttempts } from './store/attempts.ts';
import { insertEvent } from './store/events.ts';
import { type InvoiceRef, lockInvoice, selectInvoice } from './store/invoices.ts';

const perAccount = { count: 30, perSeconds: 3600 };
/** How long a code or an account number can be paid by, where the invoice is not due before. */
const openForMs: Record<Method, number> = { qris: 30 * 60_000, va: 24 * 3_600_000 };
const firstAskMs = 15_000;

export type NewAttempt = InvoiceRef & { method: Method; bank?: string };

/**
 * A way to pay an invoice: a QRIS code or an account number, asked of the provider. Pressed twice it is the same one.
 * Moves no money and no state: only the provider's word does. Refuses `payments/no-such-invoice`,
 * `payments/not-configured`, `payments/not-open`, `payments/too-late`, `payments/too-much-for-qris`, `payments/no-such-bank`,
 * `payments/still-running`, `payments/provider-silent`.
 */
export async function startAttempt(actor: Actor, asked: NewAttempt): Promise<Attempt> {
	const invoice = await withScope(readingScopeOf(actor), (tx) => selectInvoice(tx, asked));
	if (!invoice || actor.kind !== 'resident' || !isPayer(actor, invoice)) throw noSuchInvoice();
	const provider = findProvider();
	if (!provider) throw new Refusal('unavailable', 'payments/not-configured');
	refuseUnpayable(invoice);
	const bank = bankOf(asked, invoice);
	await spend(`payments start ${actor.accountId}`, perAccount);
	await endOverdue(invoice, asked.method, bank);
	const attempt = await findOrInsert(actor, invoice, { method: asked.method, bank, provider: provider.name });
	return attempt.status === 'asked' ? openAtProvider(provider, invoice, attempt) : attempt;
}

function refuseUnpayable({ status, dueAt }: Invoice): void {
	if (status !== 'open') throw new Refusal('conflict', 'payments/not-open');
	if (dueAt < now()) throw new Refusal('conflict', 'payments/too-late');
}

function bankOf({ method, bank }: NewAttempt, { total }: Invoice): string | null {
	const { banks = [], qrisMost = 0 } = config.payment ?? {};
	if (method === 'qris') {
		if (total <= qrisMost) return null;
		throw new Refusal('invalid', 'payments/too-much-for-qris', {
			fields: { method: 'refusal.payments.too-much-for-qris' },
		});
	}
	if (bank !== undefined && banks.includes(bank)) return bank;
	throw new Refusal('invalid', 'payments/no-such-bank', {
		fields: { method: 'refusal.payments.no-such-bank' },
	});
}

/** A code whose time is over goes only when the provider says that nobody paid by it. */
async function endOverdue({ pemda, id }: Invoice, method: Method, bank: string | null): Promise<void> {
	const attempts = await asSystem((tx) => selectAttempts(tx, { pemda, invoiceId: id }));
	const running = attempts.find((one) => one.endedAt === null && one.method === method && one.bank === bank);
	if (!running?.expiresAt || running.expiresAt > now()) return;
	await askProvider({ pemda, attemptId: running.id }).catch(silent);
	const still = await asSystem((tx) => selectAttempt(tx, { pemda, attemptId: running.id }));
	if (still?.endedAt === null) throw new Refusal('conflict', 'payments/still-running');
}

type Way = { method: Method; bank: string | null; provider: string };

async function findOrInsert(
	actor: Resident,
	invoice: Invoice,
	{ method, bank, provider }: Way,
): Promise<Attempt> {
	const ref = { pemda: invoice.pemda, invoiceId: invoice.id };
	return asSystem(async (tx) => {
		refuseUnpayable(await lockInvoice(tx, ref));
		const attempts = await selectAttempts(tx, ref);
		const running = attempts.find(
			(one) => one.endedAt === null && one.method === method && one.bank === bank,
		);
		if (running) return running;
		const [id, at] = [newId(), now()];
		const attempt = await insertAttempt(tx, {
			...{ ...ref, id, provider, reference: newReference(), method, bank, amount: invoice.total },
			...{ startedAt: at, startedBy: labelOf(actor), nextAskAt: new Date(at.getTime() + firstAskMs) },
		});
		await insertEvent(tx, ref, {
			...{ kind: 'attempt-started', at, attemptId: id, actor: labelOf(actor), actorName: actor.name ?? '' },
			...{
				actingFor: actor.actsFor ? `${actor.actsFor.kind}:${actor.actsFor.id}` : null,
				detail: { method, bank },
			},
		});
		return attempt;
	});
}

/** Outside any transaction. Whatever happens in between, the same reference is asked for again, here or by the beat. */
async function openAtProvider(provider: Provider, invoice: Invoice, attempt: Attempt): Promise<Attempt> {
	const { reference, method, bank, amount, pemda, id } = attempt;
	const until = Math.min(invoice.dueAt.getTime(), now().getTime() + openForMs[method]);
	const payment = {
		reference,
		method,
		bank,
		amount,
		payerName: invoice.payer.name,
		description: invoice.number,
	};
	const answer = await provider.create({ ...payment, expiresAt: new Date(until) }).catch(silent);
	try {
		if (answer.status === 'pending') shownOf(attempt, answer);
	} catch (error) {
		silent(error);
	}
	await applyAnswer({ pemda, attemptId: id }, answer);
	const opened = await asSystem((tx) => selectAttempt(tx, { pemda, attemptId: id }));
	return opened ?? attempt;
}

/** What the provider did not say, or said wrongly: logged by kind, and the person is told to try again. */
function silent(error: unknown): never {
	log.warn({ why: error instanceof Error ? error.name : 'unknown' }, 'no answer of the payment provider');
	throw new Refusal('unavailable', 'payments/provider-silent');
}
