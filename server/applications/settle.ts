import { listInvoicesOf } from '#payments';
import { withScope } from '#platform/db';
import { readSubject, subjectOf } from './application.ts';
import { runByItself } from './run-transition.ts';
import { keepInSight, lockApplication, selectUnsettled } from './store/application.ts';
import { append, bySystem, keep, type Work, workOn } from './work.ts';

const cashier = { kind: 'system', name: 'payments' } as const;

/**
 * The provider's truth has come: the application knows it is paid, and goes on where its process waits for that. Safe to
 * run again, also much later: an invoice settles once.
 */
export async function settleApplication(paid: { subject: string; invoiceId: string }): Promise<void> {
	const ref = readSubject(paid.subject);
	if (!ref) return;
	await withScope({ system: true }, async (tx) => {
		const app = await lockApplication(tx, ref.pemda, ref.id);
		if (!app || app.settledAt || app.invoiceId !== paid.invoiceId) return;
		await keepInSight(tx, app.id);
		const work = await workOn(tx, cashier, bySystem, app);
		await settleNow(work);
		await keep(work, 'settle-application');
	});
}

/** It is paid: said once, and the process goes on where it waited for that. */
export async function settleNow(work: Work): Promise<void> {
	const { invoiceId, endedAt } = work.app;
	await append(work, 'settled', { settledAt: work.at.toISOString(), about: { invoiceId } });
	if (!endedAt) await runByItself(work);
}

const atOnce = 200;

/**
 * What was paid and never heard of, because the word was lost: the cashier is asked about every application that still
 * waits. Returns how many there were.
 */
export async function reconcilePayments(): Promise<number> {
	let found = 0;
	let last: string | undefined;
	do {
		const waiting = await withScope({ system: true }, (tx) => selectUnsettled(tx, last, atOnce));
		for (const one of waiting) {
			const subject = subjectOf(one);
			const invoices = await withScope({ system: true }, (tx) => listInvoicesOf(tx, subject));
			if (!invoices.some(({ id, status }) => id === one.invoiceId && status === 'paid')) continue;
			await settleApplication({ subject, invoiceId: one.invoiceId });
			found++;
		}
		last = waiting.length === atOnce ? waiting.at(-1)?.id : undefined;
	} while (last);
	return found;
}
