import type { Actor, Holding, Role } from '#identity';
import { requireInMandate } from '#people';
import type { Scope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Invoice } from './invoice.ts';
import type { Places } from './store/invoices.ts';

type Place = Pick<Invoice, 'pemda' | 'officeId'>;

const readers: readonly Role[] = ['officer', 'office-head', 'triage', 'secretary', 'regional-head'];
const governmentWide: readonly Role[] = ['triage', 'secretary', 'regional-head'];
const deciders: readonly Role[] = ['office-head', 'secretary', 'regional-head'];

const isAt = (post: Holding, { pemda, officeId }: Place) =>
	post.pemda === pemda &&
	(governmentWide.includes(post.role) || (officeId !== null && post.officeId === officeId));

/** Officers see what is owed to their office; who works for a whole government, all of it. Overseers and other governments none. */
export function mayRead(actor: Actor, place: Place): boolean {
	return readingPost(actor, place) !== undefined;
}

/** The post by which an officer sees what is owed there. */
export function readingPost(actor: Actor, place: Place): Holding | undefined {
	if (actor.kind !== 'officer') return undefined;
	return actor.holdings.find((post) => readers.includes(post.role) && isAt(post, place));
}

/** Whoever may see it may ask for a refund; a head says yes or no, and never to what they asked for themselves. */
export const mayAskRefund = mayRead;

export function mayDecideRefund(actor: Actor, place: Place): boolean {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some((post) => deciders.includes(post.role) && isAt(post, place))
	);
}

/**
 * What of payments an actor may see at all. A resident sees what they owe and what their businesses owe, or under a
 * mandate what its giver owes; refuses `people/not-in-mandate`.
 */
export function readingScopeOf(actor: Actor): Scope {
	if (actor.kind === 'resident') {
		requireInMandate(actor, 'applications');
		return { account: actor.actsFor?.id ?? actor.accountId };
	}
	return actor.kind === 'officer' ? placesOf(actor) : {};
}

/** The offices and whole governments whose invoices an officer reads; none for anybody else. */
export function placesOf(actor: Actor): Places {
	const posts = actor.kind === 'officer' ? actor.holdings.filter(({ role }) => readers.includes(role)) : [];
	return {
		offices: [...new Set(posts.map(({ officeId }) => officeId))],
		pemda: [...new Set(posts.filter(({ role }) => governmentWide.includes(role)).map(({ pemda }) => pemda))],
	};
}

/** Whether the resident who asks pays this, for themselves, a business of theirs, or whom they act for. */
export function isPayer(actor: Actor, { payer }: Invoice): boolean {
	if (actor.kind !== 'resident') return false;
	if (actor.actsFor) return payer.id === actor.actsFor.id;
	// A business is seen only by whoever answers for it: the scope of the reading transaction saw to that.
	return payer.kind === 'business' || payer.id === actor.accountId;
}

/** There is no such invoice, or none this actor is told of. */
export function noSuchInvoice(): Refusal {
	return new Refusal('not-found', 'payments/no-such-invoice');
}
