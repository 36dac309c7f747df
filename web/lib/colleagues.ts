import { listHolders } from '#identity';
import { findPost } from '#regions';

/** Whoever holds a post of an office today, as choices. */
export async function colleaguesOf(pemda: string, officeId: string) {
	const holders = await listHolders(pemda);
	const placed = await Promise.all(
		holders.map(async (holder) => ({ holder, post: await findPost(holder.pemda, holder.postId) })),
	);
	return placed
		.filter(({ post }) => post?.officeId === officeId)
		.map(({ holder }) => ({ value: holder.accountId, label: holder.name }));
}
