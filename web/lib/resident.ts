import type { Resident } from '#identity';
import { Refusal } from '#platform/refusal';

/** The resident who asks; refuses whoever is not signed in as one, which leads a page to `/masuk`. */
export function residentOf(locals: App.Locals): Resident {
	if (locals.actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	return locals.actor;
}
