import type { Actor } from '#identity';
import { assistAtCounter } from '#people';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { findNewestVersion } from '#services';
import type { Draft, Known } from './draft.ts';
import { businessFacts, withoutGaps } from './known.ts';
import { fillerOf } from './owner.ts';
import { newDraft } from './start-draft.ts';
import { insertDraft } from './store.ts';

/**
 * An officer at a counter begins an application for who stands before them, by the code that person shows: it is theirs,
 * in their account, and the officer of that office fills it in until it is sent. Refuses what `assistAtCounter` and
 * `startDraft` do; a code is taken only for a service that can be applied for.
 */
export async function startAtCounter(
	actor: Actor,
	{ code, serviceId, region }: { code: string; serviceId: string; region?: string | undefined },
): Promise<Draft> {
	const { definition } = await findNewestVersion(serviceId);
	if (!definition.process) throw new Refusal('conflict', 'applications/not-online');
	const { level, party, known, business, office } = await assistAtCounter(actor, code);
	const facts: Known = {
		...(party.kind === 'person' ? { person: withoutGaps(known) } : {}),
		...(business ? { business: businessFacts(business) } : {}),
	};
	const { accountId } = fillerOf(actor);
	const draft = await newDraft(
		{ serviceId, region },
		{
			...({ owner: party, fillerId: accountId, mandateId: null, known: facts, channel: 'counter' } as const),
			counter: { ...office, level },
		},
	);
	await withScope({ account: accountId }, (tx) => insertDraft(tx, draft));
	return draft;
}
