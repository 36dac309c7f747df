import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import type { Factor, Officer } from '../actor.ts';
import { installation, note } from '../note.ts';
import { isPassword } from '../password.ts';
import { selectPassword } from '../store/accounts.ts';
import { updateFresh } from '../store/sessions.ts';
import { hasSecondFactor } from './list-factors.ts';
import { prove } from './prove.ts';

const tries = { count: 8, perSeconds: 900 };
export type ProofKind = 'code' | 'password';

/** What an officer is asked for before a dangerous act: the second factor where there is one. */
export async function proofOf(actor: Officer): Promise<ProofKind> {
	return (await hasSecondFactor(actor.accountId)) ? 'code' : 'password';
}

/**
 * Shows a factor anew in a session that goes on; returns the actor as they are from now. Refuses `identity/code-wrong`
 * or `identity/password-wrong` in `field`, `platform/too-many`.
 */
export async function freshen(actor: Officer, typed: string, field = 'proof'): Promise<Officer> {
	const { accountId } = actor;
	const factor =
		(await proofOf(actor)) === 'code'
			? await prove(accountId, typed, field)
			: await provePassword(accountId, typed, field);
	return noteFresh(actor, factor);
}

/** The same where the factor was checked already: a passkey. */
export async function noteFresh(actor: Officer, factor: Factor): Promise<Officer> {
	const at = now();
	await withTx(async (tx) => {
		await updateFresh(tx, actor.sessionId, factor, at);
		const act = { pemda: installation, name: 'show-factor', accountId: actor.accountId };
		await note(tx, actor, act, { factor });
	});
	return { ...actor, freshAt: at, factors: [...new Set([...actor.factors, factor])] };
}

async function provePassword(accountId: string, typed: string, field: string): Promise<Factor> {
	const key = `fresh password ${accountId}`;
	await spend(key, tries);
	if (!(await isPassword(typed.slice(0, 1000), await selectPassword(accountId)))) {
		throw new Refusal('invalid', 'identity/password-wrong', {
			fields: { [field]: 'refusal.identity.password-wrong' },
		});
	}
	await giveBack(key, tries);
	return 'password';
}
