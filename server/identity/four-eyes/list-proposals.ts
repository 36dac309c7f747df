import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { findPost } from '#regions';
import type { Officer } from '../actor.ts';
import { managedBy, mayDecide, wallOf } from '../policy.ts';
import { mustManage } from '../reach-account.ts';
import { type Proposal, selectProposals } from '../store/proposals.ts';
import { roleOfHolding } from './role-of-holding.ts';

export type ProposalLine = Proposal & {
	postTitle: string | null;
	officeName: string | null;
	mayDecide: boolean;
	isOwn: boolean;
};

/** What waits for a second person in a government, and what was decided lately. Refuses `identity/not-yours`. */
export async function listProposals(
	actor: Officer,
	pemda: string,
): Promise<{ waiting: ProposalLine[]; past: ProposalLine[] }> {
	mustManage(actor, pemda);
	const { waiting, past } = await withScope(wallOf(actor, pemda), (tx) =>
		selectProposals(tx, [pemda], now()),
	);
	return {
		waiting: await Promise.all(waiting.map((one) => describe(actor, one))),
		past: await Promise.all(past.map((one) => describe(actor, one))),
	};
}

/** How many wait for this officer's word: everywhere for operators. */
export async function countProposals(actor: Officer): Promise<number> {
	const managed = managedBy(actor);
	const scope = managed === 'all' ? { system: true } : { houses: managed };
	const { waiting } = await withScope(scope, (tx) =>
		selectProposals(tx, managed === 'all' ? null : managed, now()),
	);
	const lines = await Promise.all(waiting.map((one) => describe(actor, one)));
	return lines.filter((line) => line.mayDecide).length;
}

async function describe(actor: Officer, proposal: Proposal): Promise<ProposalLine> {
	const post = proposal.holding ? await findPost(proposal.pemda, proposal.holding.postId) : undefined;
	const isOwn = actor.accountId === proposal.proposedBy;
	const isAboutSelf = actor.accountId === proposal.accountId;
	return {
		...proposal,
		postTitle: post?.title ?? null,
		officeName: post?.officeName ?? null,
		mayDecide: !isOwn && !isAboutSelf && mayDecide(actor, proposal, await roleOfHolding(proposal)),
		isOwn,
	};
}
