import { findPost } from '#regions';
import type { Acting } from './actor.ts';

/** A row of `identity.holding`, days as 'YYYY-MM-DD'. */
export type HeldRow = {
	pemda: string;
	holdingId: string;
	postId: string;
	acting: Acting | null;
	from: string;
	to: string | null;
};

/** A post somebody holds, held or will hold, with its names. */
export type HeldPost = HeldRow & { postTitle: string; officeName: string; when: 'past' | 'now' | 'later' };

/** Adds the names, from memory, and how it stands on a day. What was taken back before it began is left out. */
export async function placePosts(rows: HeldRow[], day: string): Promise<HeldPost[]> {
	const placed = await Promise.all(
		rows.map(async (row) => ({ row, post: await findPost(row.pemda, row.postId) })),
	);
	return placed
		.filter(({ row }) => row.to === null || row.to >= row.from)
		.map(({ row, post }) => ({
			...row,
			postTitle: post?.title ?? '–',
			officeName: post?.officeName ?? '–',
			when: whenOf(row, day),
		}));
}

function whenOf({ from, to }: HeldRow, day: string): HeldPost['when'] {
	if (from > day) return 'later';
	return to !== null && to < day ? 'past' : 'now';
}
