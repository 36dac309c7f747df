import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { unseal } from '#platform/secret';
import { giveBack, spend } from '#platform/throttle';
import type { Factor } from '../actor.ts';
import { selectTotp, useRecovery, useStep } from '../store/second-factor.ts';
import { hashOfRecovery, looksLikeRecovery } from './recovery-codes.ts';
import { findStep } from './totp.ts';

/** Five guesses in a quarter of an hour and thirty a day: of a million codes, three fit at a time. */
const budgets = [
	{ count: 5, perSeconds: 900 },
	{ count: 30, perSeconds: 86_400 },
];
export const totpPurpose = 'totp secret';

/**
 * Takes a code of the authenticator app, or a recovery code, of an account; each works once, also of a hundred shown
 * at the same moment. Only failures count against the budget, which is taken before the try. Refuses
 * `identity/code-wrong` in the field, and `platform/too-many`.
 */
export async function prove(accountId: string, typed: string, field = 'code'): Promise<Factor> {
	const keys = budgets.map((budget) => [`second factor ${accountId} ${budget.perSeconds}`, budget] as const);
	for (const [key, budget] of keys) await spend(key, budget);
	const factor = await check(accountId, typed.slice(0, 40));
	if (!factor) {
		throw new Refusal('invalid', 'identity/code-wrong', {
			fields: { [field]: 'refusal.identity.code-wrong' },
		});
	}
	for (const [key, budget] of keys) await giveBack(key, budget);
	return factor;
}

async function check(accountId: string, typed: string): Promise<Factor | undefined> {
	const digits = typed.replace(/\s/g, '');
	if (/^\d{6}$/.test(digits)) return (await isTotp(accountId, digits)) ? 'totp' : undefined;
	if (!looksLikeRecovery(typed)) return undefined;
	return (await useRecovery(accountId, hashOfRecovery(accountId, typed), now())) ? 'recovery' : undefined;
}

async function isTotp(accountId: string, digits: string): Promise<boolean> {
	for (const { id, secret, confirmedAt } of await selectTotp(accountId)) {
		const step = confirmedAt === null ? undefined : findStep(readSecret(secret), digits, now());
		if (step !== undefined && (await useStep(id, step))) return true;
	}
	return false;
}

/** A secret that another installation sealed is of no use here, and says so rather than refusing every code. */
export function readSecret(sealed: string): Buffer {
	const text = unseal(totpPurpose, sealed);
	if (text === undefined) throw new Error('An authenticator secret was sealed under another key');
	return Buffer.from(text, 'base64url');
}
