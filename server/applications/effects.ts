import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { decide, type Transition } from '#services';
import { append, bySystem, type Work } from './work.ts';

/** What a transition does beside moving: bills the fees, gives a document, asks for a visit. In the same commit. */
export async function doEffects(work: Work, transition: Transition): Promise<void> {
	for (const effect of transition.effects) {
		if (effect === 'invoice') await bill(work, transition);
		else if (effect.startsWith('issue:')) await issue(work, effect.slice('issue:'.length));
	}
}

/** Fees for the answers and findings as they stand. Nothing to pay is settled at once. */
async function bill(work: Work, _transition: Transition): Promise<void> {
	const { definition, app, at } = work;
	const { total } = decide(definition, app.answers, dayOf(at), app.findings);
	if (total === null) throw new Refusal('conflict', 'applications/fee-unknown');
	if (total > 0) throw new Refusal('unavailable', 'applications/not-billed');
	await append(
		work,
		'settled',
		{ settledAt: at.toISOString(), about: { total: 0 } },
		{ by: bySystem, reason: '' },
	);
}

async function issue(_work: Work, _output: string): Promise<void> {
	throw new Refusal('unavailable', 'applications/not-issued');
}
