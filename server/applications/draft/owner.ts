import type { Actor, Officer, Resident } from '#identity';
import { listBusinesses } from '#people';
import type { Tx } from '#platform/db';
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
	const self = selfOf(actor);
	if (fillerOf(actor).actsFor) return [self];
	const businesses = await listBusinesses(actor);
	return [self, ...businesses.map(({ id, name }): Party => ({ kind: 'business', id, name }))];
}

/** Who the actor is for a form: themselves, or under a mandate whoever gave it. Refuses as `partiesOf`. */
function selfOf(actor: Actor): Party {
	const filler = fillerOf(actor);
	const { actsFor } = filler;
	if (actsFor) {
		if (!actsFor.scope.includes(scope)) throw new Refusal('forbidden', 'people/not-in-mandate');
		return { kind: actsFor.kind, id: actsFor.id, name: actsFor.name };
	}
	if (filler.kind === 'officer') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	return { kind: 'person', id: filler.accountId, name: filler.name ?? '' };
}

/** The scope of rows an actor's drafts lie in. */
export function draftScope(actor: Actor): { account: string } {
	const filler = fillerOf(actor);
	return { account: filler.kind === 'resident' && filler.actsFor ? filler.actsFor.id : filler.accountId };
}

/**
 * Whether this is theirs to fill in: the owner's own, also what was begun for them under a mandate; whoever acts for the
 * owner now; the officer who took it down at a counter, until it is sent. Which businesses somebody answers for is asked
 * only where a business owns it. Refuses as `partiesOf`.
 */
export async function mayFill(tx: Tx, actor: Actor, draft: Draft): Promise<boolean> {
	if (actor.kind === 'officer' && liesAtDeskOf(actor, draft)) return true;
	if (actor.kind === 'officer' && !actor.actsFor) return false;
	const [self, { owner }] = [selfOf(actor), draft];
	if (self.kind === owner.kind && self.id === owner.id) return true;
	if (owner.kind !== 'business' || fillerOf(actor).actsFor) return false;
	return (await listBusinesses(actor, tx)).some(({ id }) => id === owner.id);
}

function liesAtDeskOf({ accountId, holdings }: Officer, { fillerId, counter }: Draft): boolean {
	if (fillerId !== accountId) return false;
	return holdings.some((post) => post.pemda === counter?.pemda && post.officeId === counter.officeId);
}
