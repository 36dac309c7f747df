import type { Actor } from '#identity';
import { desksOf, mayPlan } from './policy.ts';

/** The governments whose plan somebody may open or hand out. */
export function plannedBy(actor: Actor): string[] {
	return desksOf(actor).filter((pemda) => mayPlan(actor, pemda));
}
