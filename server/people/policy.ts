import { type Actor, type Level, levels, type Resident } from '#identity';
import { Refusal } from '#platform/refusal';

/** The resident who asks, for themselves; refuses `people/sign-in-needed` and, under a mandate, `people/own-only`. */
export function ownAccountOf(actor: Actor): Resident {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	if (actor.actsFor) throw new Refusal('forbidden', 'people/own-only');
	return actor;
}

export function reaches(level: Level, needed: Level): boolean {
	return levels.indexOf(level) >= levels.indexOf(needed);
}

/** Refuses `people/level-needed`, whose `needed` says how far somebody has to be led up first. */
export function requireLevel(actor: Resident, needed: Level): void {
	if (!reaches(actor.level, needed)) {
		throw new Refusal('forbidden', 'people/level-needed', { params: { needed } });
	}
}
