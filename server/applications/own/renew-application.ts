import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { findNewestVersion } from '#services';
import { draftFileOf } from '../draft/content.ts';
import { withGaps } from '../draft/editable.ts';
import { findKnown } from '../draft/known.ts';
import { draftScope, fillerOf } from '../draft/owner.ts';
import { newDraft } from '../draft/start-draft.ts';
import { insertDraft } from '../draft/store.ts';
import { selectRenewals } from './renewal-store.ts';
import { readOwn } from './with-own.ts';

/**
 * Begins the same application anew with everything filled in, under the newest version. What was given can be renewed
 * once its window is open. Returns the draft. Refuses `applications/renewal-later` with its day,
 * `applications/still-running`, and what `startDraft` does.
 */
export async function renewApplication(actor: Actor, number: string): Promise<string> {
	const filler = fillerOf(actor);
	const old = await readOwn(actor, number, async (tx, app, owner) => ({
		...{ app, owner, renewals: await selectRenewals(tx, app) },
	}));
	const { app, owner, renewals } = old;
	if (!app.endedAt) throw new Refusal('conflict', 'applications/still-running');
	const opensOn = renewals.map((one) => one.opensOn).sort()[0];
	if (opensOn && opensOn > dayOf(now())) {
		throw new Refusal('conflict', 'applications/renewal-later', { params: { day: opensOn } });
	}
	const { definition } = await findNewestVersion(app.serviceId);
	const region = app.region.length > 2 ? app.region : undefined;
	const draft = await newDraft(
		{ serviceId: app.serviceId, region },
		{
			...{ owner: { ...owner, name: owner.name || app.applicantName }, fillerId: filler.accountId },
			...{ mandateId: filler.actsFor?.mandateId ?? null, known: await findKnown(actor, owner) },
			...{ answers: withGaps(definition, app.answers), files: app.files.map(draftFileOf) },
			renews: { pemda: app.pemda, id: app.id, number: app.number },
		},
	);
	await withScope(draftScope(actor), (tx) => insertDraft(tx, draft));
	return draft.id;
}
