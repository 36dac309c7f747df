import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';

/** Whose cases the actor asks for: their own, or of whom they act for. Officers have cases only for others. */
export function findOwner(actor: Actor): { ownerId: string; onBehalfOf: string | null } | undefined {
	if (actor.kind !== 'resident' && actor.kind !== 'officer') return undefined;
	const { actsFor } = actor;
	if (actsFor?.scope.includes('reports')) {
		return { ownerId: actsFor.id, onBehalfOf: `${actsFor.kind}:${actsFor.id}` };
	}
	return actsFor || actor.kind === 'officer' ? undefined : { ownerId: actor.accountId, onBehalfOf: null };
}

/** The same; refuses `casework/no-account`. */
export function getOwner(actor: Actor): { ownerId: string; onBehalfOf: string | null } {
	const owner = findOwner(actor);
	if (!owner) throw new Refusal('unauthenticated', 'casework/no-account');
	return owner;
}
