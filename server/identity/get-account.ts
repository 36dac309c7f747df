import type { Officer } from './actor.ts';
import { type OwnAccount, selectOwnAccount } from './store/accounts.ts';

/** What somebody may know of their own account. */
export async function getAccount(actor: Officer): Promise<OwnAccount> {
	const account = await selectOwnAccount(actor.accountId);
	if (!account) throw new Error('Somebody signed in has no account');
	return account;
}
