import type { Actor, Officer, Resident } from '#identity';
import { listBusinesses } from '#people';
import { Refusal } from '#platform/refusal';
import type { Draft, Party } from './draft.ts';

const scope = 'applications';

/** Whoever fills in forms: a resident, or an officer at a counter. Refuses `people/sign-in-needed`. */
export function fillerOf(actor: Actor): Resident | Officer {
	if (actor.kind !== 'resident' && actor.kind !== 'officer') {
		throw new Refusal('unauthenticated', 'people/sign-in-needed');
	}
	return actor;
}

/**
 * For whom the actor can apply: themselves and their businesses; under a mandate only whoever gave it. Refuses
 * `people/sign-in-needed`, and `people/not-in-mandate` where the mandate is about something else.
 */
export async function partiesOf(actor: Actor): Promise<Party[]> {
	const filler = fillerOf(actor);
	const { actsFor } = filler;
	if (actsFor) {
		if (!actsFor.scope.includes(scope)) throw new Refusal('forbidden', 'people/not-in-mandate');
		return [{ kind: actsFor.kind, id: actsFor.id, name: actsFor.name }];
	}
	if (filler.kind === 'officer') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	const businesses = await listBusinesses(filler);
	return [
		{ kind: 'person', id: filler.accountId, name: filler.name ?? '' },
		...businesses.map(({ id, name }): Party => ({ kind: 'business', id, name })),
	];
}

/** The scope of rows an actor's drafts lie in. */
export function draftScope(actor: Actor): { account: string } {
	const filler = fillerOf(actor);
	return { account: filler.kind === 'resident' && filler.actsFor ? filler.actsFor.id : filler.accountId };
}

/**
 * Whether this is theirs to fill in: the owner's own, also what was begun for them under a mandate; whoever acts for the
 * owner now; the officer who took it down at a counter, until it is sent.
 */
export function mayFill(actor: Actor, draft: Draft, parties: Party[]): boolean {
	if (parties.some(({ kind, id }) => kind === draft.owner.kind && id === draft.owner.id)) return true;
	if (actor.kind !== 'officer' || draft.fillerId !== actor.accountId) return false;
	return actor.holdings.some(
		(post) => post.pemda === draft.counter?.pemda && post.officeId === draft.counter.officeId,
	);
}
