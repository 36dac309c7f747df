import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { giveBack, spend } from '#platform/throttle';
import type { Factor, Officer } from '../actor.ts';
import { installation, note } from '../note.ts';
import { checkOwnPasskey } from '../passkeys/use-passkey.ts';
import { isPassword } from '../password.ts';
import { renewSession } from '../renew-session.ts';
import type { NewSession } from '../start-session.ts';
import { selectPassword } from '../store/accounts.ts';
import { selectPasskeys } from '../store/passkeys.ts';
import { hasApp } from './list-factors.ts';
import { prove } from './prove.ts';

const tries = { count: 8, perSeconds: 900 };
export type ProofKind = 'code' | 'passkey' | 'password';

/** What an officer shows before a dangerous act: a code of their app, else their passkey, else the password they have alone. */
export async function proofOf(actor: Officer): Promise<ProofKind> {
	if (await hasApp(actor.accountId)) return 'code';
	return (await selectPasskeys(actor.accountId)).length > 0 ? 'passkey' : 'password';
}

/** The actor as they are from now, and the session's new secret. */
export type Fresh = { actor: Officer; session: NewSession };

/**
 * Shows a factor anew; the session goes on under a new secret. What a passkey signed is JSON. Refuses
 * `identity/code-wrong` or `identity/password-wrong` in `field`, `identity/passkey-wrong`, `platform/too-many`.
 */
export async function freshen(actor: Officer, shown: string, field = 'proof'): Promise<Fresh> {
	return noteFresh(actor, await checkProof(actor, shown, field));
}

async function checkProof(actor: Officer, shown: string, field: string): Promise<Factor> {
	const { accountId } = actor;
	const kind = await proofOf(actor);
	if (kind === 'passkey') return provePasskey(actor, shown, field);
	return kind === 'code' ? prove(accountId, shown, field) : provePassword(accountId, shown, field);
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

async function provePasskey(actor: Officer, signed: string, field: string): Promise<Factor> {
	await checkOwnPasskey(actor, readJson(signed)).catch((error: unknown) => {
		if (!(error instanceof Refusal)) throw error;
		throw new Refusal(error.kind, error.code, { fields: { [field]: error.messageKey } });
	});
	return 'passkey';
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // no answer of a key
	}
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
