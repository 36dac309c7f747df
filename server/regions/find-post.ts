import type { Post } from './office.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { selectPostById } from './store/posts.ts';

export type PlacedPost = Post & { officeName: string };

let known: { of: Snapshot; posts: Map<string, PlacedPost | undefined> } | undefined;

/** A post with its office; undefined when there is none, or no longer. Asked of the table once, then from memory until facts change. */
export async function findPost(pemda: string, postId: string): Promise<PlacedPost | undefined> {
	const facts = await snapshot();
	if (known?.of !== facts) known = { of: facts, posts: new Map() };
	const { posts } = known;
	const key = `${pemda}/${postId}`;
	if (!posts.has(key)) {
		const post = await selectPostById(pemda, postId);
		const office = post && facts.offices.get(`${pemda}/${post.officeId}`);
		posts.set(key, post && office ? { ...post, officeName: office.name } : undefined);
	}
	return posts.get(key);
}
