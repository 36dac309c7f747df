import { applyAnswer } from './apply-answer.ts';
import { asSystem } from './as-system.ts';
import type { Verdict } from './judge-answer.ts';
import { findProvider } from './provider.ts';
import { type AttemptRef, selectAttempt } from './store/attempts.ts';

/**
 * Asks the provider what became of an attempt and writes it down. Safe at any time, as often as one likes; throws where
 * the provider gives no answer. Undefined where no provider, or another one, is configured.
 */
export async function askProvider(ref: AttemptRef): Promise<Verdict | undefined> {
	const provider = findProvider();
	const attempt = await asSystem((tx) => selectAttempt(tx, ref));
	if (!provider || !attempt || attempt.provider !== provider.name) return undefined;
	return applyAnswer(ref, await provider.find(attempt.reference));
}
