import { config } from '#platform/config';
import type { Attempt } from './invoice.ts';
import type { Answer } from './provider.ts';
import { makeDynamic, readQris } from './qris.ts';
import type { Shown } from './store/attempts.ts';

/**
 * What whoever pays is shown, from the provider's answer. A code is looked at first: whole, for this sum alone, in rupiah.
 * Where the provider leaves the code to us it is made from the merchant's own. Throws where there is nothing to pay by.
 */
export function shownOf(attempt: Pick<Attempt, 'method' | 'amount' | 'reference'>, answer: Answer): Shown {
	const { expiresAt, providerId, account } = answer;
	if (answer.amount !== attempt.amount)
		throw new Error('The payment provider opened a payment of another sum');
	if (attempt.method === 'va') {
		if (account === null) throw new Error('The payment provider gave no account number');
		return { expiresAt, providerId, account, qr: null };
	}
	const fixed = config.payment?.qris;
	const qr = answer.qr ?? (fixed ? makeDynamic(fixed, attempt) : '');
	const said = readQris(qr);
	if (!said?.isDynamic || said.amount !== attempt.amount)
		throw new Error('The payment provider gave a wrong code');
	return { expiresAt, providerId, qr, account: null };
}
