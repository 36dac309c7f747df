import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import type { Factor, Officer } from '../actor.ts';
import { installation, note } from '../note.ts';
import { isPassword } from '../password.ts';
import { renewSession } from '../renew-session.ts';
import type { NewSession } from '../start-session.ts';
import { selectPassword } from '../store/accounts.ts';
import { hasApp } from './list-factors.ts';
import { prove } from './prove.ts';

const tries = { count: 8, perSeconds: 900 };
export type ProofKind = 'code' | 'password';

/** What an officer is asked to type before a dangerous act: a code of their app, or else the password beside their passkey. */
export async function proofOf(actor: Officer): Promise<ProofKind> {
	return (await hasApp(actor.accountId)) ? 'code' : 'password';
}

/** The actor as they are from now, and the session's new secret. */
export type Fresh = { actor: Officer; session: NewSession };

/**
 * Shows a factor anew; the session goes on under a new secret. Refuses `identity/code-wrong` or
 * `identity/password-wrong` in `field`, `platform/too-many`.
 */
export async function freshen(actor: Officer, typed: string, field = 'proof'): Promise<Fresh> {
	const { accountId } = actor;
	const factor =
		(await proofOf(actor)) === 'code'
			? await prove(accountId, typed, field)
			: await provePassword(accountId, typed, field);
	return noteFresh(actor, factor);
}

/** The same where the factor was checked already: a passkey. */
export async function noteFresh(actor: Officer, factor: Factor): Promise<Fresh> {
	const { accountId, factors } = actor;
	return withTx(async (tx) => {
		const { sessionId, ...session } = await renewSession(tx, actor, [factor]);
		await note(tx, actor, { pemda: installation, name: 'show-factor', accountId }, { factor });
		const shown = [...new Set([...factors, factor])];
		return { actor: { ...actor, sessionId, freshAt: now(), factors: shown }, session };
	});
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
