import { findPost } from '#regions';
import type { Role } from '../actor.ts';
import type { Proposal } from '../store/proposals.ts';

/** The role of the post that is proposed, if it is about one that is still there. */
export async function roleOfHolding({
	pemda,
	holding,
}: Pick<Proposal, 'pemda' | 'holding'>): Promise<Role | null> {
	return holding ? ((await findPost(pemda, holding.postId))?.role ?? null) : null;
}
