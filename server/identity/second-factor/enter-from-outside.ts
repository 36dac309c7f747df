import { Refusal } from '#platform/refusal';
import { findAccount } from '../find-account.ts';
import type { Entry } from '../sign-in.ts';
import { startSession, type Visit } from '../start-session.ts';
import { makeTicket } from './finish-sign-in.ts';
import { hasSecondFactor } from './list-factors.ts';

/**
 * Whom another provider vouched for, and whose account that is `#sso` knows. Its word is one factor: an officer with a
 * second one here shows that too. A suspended account stays shut: `identity/wrong-sign-in`.
 */
export async function enterFromOutside(accountId: string, visit: Visit): Promise<Entry> {
	const account = await findAccount(accountId);
	if (!account) throw new Refusal('invalid', 'identity/wrong-sign-in');
	if (account.kind === 'officer' && (await hasSecondFactor(accountId)))
		return makeTicket(accountId, 'outside');
	return { ...(await startSession(accountId, ['outside'], visit)), awaits: null };
}
