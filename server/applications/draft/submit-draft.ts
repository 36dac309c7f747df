import { planDeadlines } from '#casework';
import { type Actor, levels } from '#identity';
import { requireLevel } from '#people';
import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { type Office, province } from '#regions';
import { findProvider } from '#services';
import { openApplication } from '../open-application.ts';
import { correctApplication } from '../own/correct-application.ts';
import { markRenewed } from '../own/renewal-store.ts';
import { keepInSight } from '../store/application.ts';
import { attachmentOf } from './content.ts';
import type { Sent } from './draft.ts';
import { type OpenDraft, withOwnDraft } from './get-draft.ts';
import { fillerOf } from './owner.ts';
import { insertSignatories } from './signatures.ts';
import { firstOpen } from './steps.ts';
import { markSent } from './store.ts';

/**
 * Sends an application, once: two taps, a reload and two devices all lead to the one number. Everything is evaluated
 * again here: who may, every page, every answer, who signed. Refuses `applications/not-complete`,
 * `applications/not-eligible`, `people/level-needed` and what `getDraft` does. A correction goes back to where it was
 * asked for, with `applications/changed-meanwhile` where it was not waited for any more.
 */
export async function submitDraft(actor: Actor, id: string, { lang }: { lang: 'id' | 'en' }): Promise<Sent> {
	// Facts are in memory before a transaction is open: none waits for a connection while it holds one.
	await planDeadlines([], { class: 'application', pemda: province, startedAt: now() });
	return withOwnDraft(
		actor,
		id,
		async (tx, open) => {
			const { draft, definition } = open;
			if (draft.sent) return draft.sent;
			const office = await findProvider(definition, draft.region ?? undefined);
			if (!office) throw new Refusal('conflict', 'applications/region-missing');
			refuseUnfinished(actor, open);
			const sent = draft.corrects
				? await correctApplication(tx, actor, open)
				: await send(tx, actor, open, office, lang);
			await markSent(tx, id, sent, now());
			return sent;
		},
		{ lock: true },
	);
}

function refuseUnfinished(actor: Actor, { draft, definition, form }: OpenDraft): void {
	const needed = definition.minimumLevel;
	if (actor.kind === 'resident') requireLevel(actor, needed);
	else if (levels.indexOf(draft.counter?.level ?? 'contact') < levels.indexOf(needed) && !draft.mandateId) {
		throw new Refusal('forbidden', 'people/level-needed', { params: { needed } });
	}
	if (firstOpen(form)) throw new Refusal('conflict', 'applications/not-complete');
	if (form.decision.outcome === 'ineligible' && !draft.corrects) {
		throw new Refusal('conflict', 'applications/not-eligible');
	}
}

async function send(
	tx: Tx,
	actor: Actor,
	{ draft, form, signatures }: OpenDraft,
	office: Office,
	lang: 'id' | 'en',
): Promise<Sent> {
	const { account, person } = draft.known;
	const { number, pemda, id } = await openApplication(tx, actor, {
		...{ pemda: office.pemda, office: { id: office.id, name: office.name } },
		...{ serviceId: draft.serviceId, versionHash: draft.versionHash, channel: draft.channel, lang },
		applicant: {
			...draft.owner,
			name: draft.owner.kind === 'person' ? (person?.['name'] ?? draft.owner.name) : draft.owner.name,
		},
		actsFor: fillerOf(actor).actsFor,
		answers: form.answers,
		files: form.files.map(attachmentOf),
		key: `draft:${draft.id}`,
		...(draft.region ? { region: draft.region } : {}),
		contact: { email: account?.['email'] ?? '', phone: account?.['phone'] ?? '' },
	});
	const agreed = signatures.filter((one) => one.agreedAt !== null);
	await insertSignatories(tx, { pemda, applicationId: id, signatures: agreed });
	if (draft.renews) {
		await keepInSight(tx, draft.renews.id);
		await markRenewed(tx, draft.renews, id);
	}
	return { pemda, id, number, at: now().toISOString() };
}
