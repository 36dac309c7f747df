import { Refusal } from '#platform/refusal';
import type { Officer } from './actor.ts';
import { isId } from './is-id.ts';
import { today } from './new-holding.ts';
import { mayManage, mayManageAccount } from './policy.ts';
import { selectReach } from './store/accounts.ts';

export type AccountRef = { pemda: string; accountId: string };

/** Refuses `identity/not-yours`. */
export function mustManage(actor: Officer, pemda: string): void {
	if (!mayManage(actor, pemda)) throw new Refusal('forbidden', 'identity/not-yours');
}

/**
 * For acts on an account as a whole. Refuses `identity/not-yours`, `identity/no-such-account` where it is none of this
 * government's, and `identity/shared-account` where it serves a government beyond the actor's, or is an operator's.
 */
export async function mustReach(actor: Officer, { pemda, accountId }: AccountRef): Promise<void> {
	mustManage(actor, pemda);
	const reach = isId(accountId) ? await selectReach(accountId, today()) : undefined;
	if (!reach?.pemdaEver.includes(pemda)) throw new Refusal('not-found', 'identity/no-such-account');
	if (!mayManageAccount(actor, reach)) throw new Refusal('forbidden', 'identity/shared-account');
}
