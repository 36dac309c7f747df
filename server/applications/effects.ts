import type { Transition } from '#services';
import { bill } from './bill.ts';
import { issue } from './issue.ts';
import type { Work } from './work.ts';

/** What a transition does beside moving: bills the fees, gives a document. A visit is asked for by the state it leads to. */
export async function doEffects(work: Work, transition: Transition): Promise<void> {
	for (const effect of transition.effects) {
		if (effect === 'invoice') await bill(work, transition);
		else if (effect.startsWith('issue:')) await issue(work, effect.slice('issue:'.length));
	}
}
