import { now } from '#platform/clock';
import { asSystem } from '../as-system.ts';
import { deleteUntouched } from '../store/drafts.ts';

/** As long as a year's work lies still at most. */
const keptDays = 90;

/** Forgets what officers typed and uploaded and did not touch for 90 days. */
export function forgetDrafts(): Promise<void> {
	const before = new Date(now().getTime() - keptDays * 86_400_000);
	return asSystem((tx) => deleteUntouched(tx, before));
}
