import { type Officer, scopeOf } from '#identity';
import { withScope } from '#platform/db';
import { deskOf } from './list-inbox.ts';
import { countChanged } from './store/inbox.ts';

/** How many cases on the officer's desk changed after a moment: what the desk asks every few seconds. */
export function countChanges(officer: Officer, since: Date): Promise<number> {
	return withScope(scopeOf(officer), (tx) => countChanged(tx, deskOf(officer), since));
}
