import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { isSecondFactorRequired } from '../rules.ts';
import { replaceRecovery } from '../store/second-factor.ts';
import { hasSecondFactor } from './list-factors.ts';

/**
 * After an app or a passkey of an officer was taken away in `tx`: another is left, or none is required and the recovery
 * codes end with the last. Refuses `identity/last-factor`, which undoes the taking away.
 */
export async function keepOne(tx: Tx, accountId: string): Promise<void> {
	if (await hasSecondFactor(accountId, tx)) return;
	if (await isSecondFactorRequired()) throw new Refusal('conflict', 'identity/last-factor');
	await replaceRecovery(tx, accountId, [], now());
}
