import type { Actor, Holding, Role } from '#identity';

/** Whoever of the office, and of its government's leadership, may look. Only the office's head may change what holds. */
const readers: readonly Role[] = ['officer', 'office-head'];
const governmentReaders: readonly Role[] = ['triage', 'secretary', 'regional-head'];

type Place = { pemda: string; officeId: string };

export function mayRead(actor: Actor, place: Place): boolean {
	return readingPost(actor, place) !== undefined;
}

/** The post by which somebody sees what an office issued. */
export function readingPost(actor: Actor, place: Place): Holding | undefined {
	return postsOf(actor).find(
		(post) =>
			post.pemda === place.pemda &&
			(governmentReaders.includes(post.role) ||
				(readers.includes(post.role) && post.officeId === place.officeId)),
	);
}

export function mayChange(actor: Actor, place: Place): boolean {
	return postOf(actor, place) !== undefined;
}

/** The post by which somebody may suspend, revoke or restore: the head of the office that issued it. */
export function postOf(actor: Actor, place: Place): Holding | undefined {
	return postsOf(actor).find(
		({ pemda, officeId, role }) =>
			role === 'office-head' && pemda === place.pemda && officeId === place.officeId,
	);
}

/** Has a post that sees documents of some office. */
export function maySeeAny(actor: Actor): boolean {
	return postsOf(actor).some(({ role }) => readers.includes(role) || governmentReaders.includes(role));
}

function postsOf(actor: Actor): readonly Holding[] {
	return actor.kind === 'officer' ? actor.holdings : [];
}
