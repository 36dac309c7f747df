import type { Post } from './office.ts';
import { snapshot } from './snapshot.ts';

export type PlacedPost = Post & { officeName: string };

/** A post with the name of its office, from memory; undefined when there is none, or no longer. */
export async function findPost(pemda: string, postId: string): Promise<PlacedPost | undefined> {
	const { posts, offices } = await snapshot();
	const post = posts.get(`${pemda}/${postId}`);
	const office = post && offices.get(`${pemda}/${post.officeId}`);
	return office && { ...post, officeName: office.name };
}
