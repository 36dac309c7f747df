import { Refusal } from '#platform/refusal';
import type { Officer } from './actor.ts';
import { type HeldPost, placePosts } from './held-post.ts';
import { isId } from './is-id.ts';
import { today, yesterday } from './new-holding.ts';
import { installation } from './note.ts';
import { mayManageAccount } from './policy.ts';
import { type AccountRef, mustManage } from './reach-account.ts';
import { selectAccount, selectReach } from './store/accounts.ts';

export type OfficerFile = {
	accountId: string;
	name: string;
	email: string;
	suspendedAt: Date | null;
	/** When the account was last used; null when never, or too long ago to be remembered. */
	seenAt: Date | null;
	/** Has a first password that was not changed yet. */
	mustChangePassword: boolean;
	/** In this government, newest first. */
	posts: HeldPost[];
	/** Whether the actor may suspend, rename or give it a new password. */
	mayManageAccount: boolean;
	isSelf: boolean;
	/** Whether the actor may propose it as another operator of the installation. */
	mayBeOperator: boolean;
	today: string;
	yesterday: string;
};

/** One officer as the administrators of a government see them. Refuses `identity/not-yours`, `identity/no-such-account`. */
export async function getOfficer(actor: Officer, { pemda, accountId }: AccountRef): Promise<OfficerFile> {
	mustManage(actor, pemda);
	const day = today();
	const [account, reach] = isId(accountId)
		? await Promise.all([selectAccount(accountId, pemda), selectReach(accountId, day)])
		: [];
	if (!account || !reach?.pemdaEver.includes(pemda))
		throw new Refusal('not-found', 'identity/no-such-account');
	const { held, ...person } = account;
	return {
		...person,
		accountId,
		posts: await placePosts(held, day),
		mayManageAccount: mayManageAccount(actor, reach),
		mayBeOperator: actor.isOperator && !reach.isOperator && pemda === installation,
		isSelf: accountId === actor.accountId,
		today: day,
		yesterday: yesterday(),
	};
}
