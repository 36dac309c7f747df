import { asSystem } from './as-system.ts';
import { askProvider } from './ask-provider.ts';
import { findProvider } from './provider.ts';
import { selectAttempts } from './store/attempts.ts';
import type { InvoiceRef } from './store/invoices.ts';

/**
 * An invoice was paid or taken back: its other codes and numbers are closed at the provider, and then asked about, for
 * somebody may just have paid by one. That money goes back.
 */
export async function closeAttempts(ref: InvoiceRef): Promise<void> {
	const provider = findProvider();
	if (!provider) return;
	const attempts = await asSystem((tx) => selectAttempts(tx, ref));
	for (const { pemda, id, reference } of attempts.filter(
		(one) => one.endedAt === null && one.provider === provider.name,
	)) {
		await provider.cancel(reference);
		await askProvider({ pemda, attemptId: id });
	}
}
