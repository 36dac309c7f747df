import { withScope } from '#platform/db';
import { readSubject } from './application.ts';
import { runByItself } from './run-transition.ts';
import { keepInSight, lockApplication } from './store/application.ts';
import { append, bySystem, keep, workOn } from './work.ts';

const cashier = { kind: 'system', name: 'payments' } as const;

/**
 * The provider's truth has come: the application knows it is paid, and goes on where its process waits for that. Safe to
 * run again, also much later: an invoice settles once. Returns whether this run settled it.
 */
export async function settleApplication({
	subject,
	invoiceId,
}: {
	subject: string;
	invoiceId: string;
}): Promise<boolean> {
	const ref = readSubject(subject);
	if (!ref) return false;
	return withScope({ system: true }, async (tx) => {
		const app = await lockApplication(tx, ref.pemda, ref.id);
		if (!app || app.settledAt || app.invoiceId !== invoiceId) return false;
		await keepInSight(tx, app.id);
		const work = await workOn(tx, cashier, bySystem, app);
		await append(work, 'settled', { settledAt: work.at.toISOString(), about: { invoiceId } });
		if (!app.endedAt) await runByItself(work);
		await keep(work, 'settle-application');
		return true;
	});
}
