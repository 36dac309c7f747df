import type { Officer } from '#identity';
import { record } from '#platform/audit';
import type { Tx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { province } from '#regions';
import { mayEdit } from '../policy.ts';
import { type DraftRow, lockDraft, selectDraft, selectDraftOf } from '../store/drafts.ts';

/** A draft and the step somebody saw: acts on another step are refused. */
export type SeenDraft = { draftId: string; revision: number };

/** By its id or its service's. Refuses `services/no-such-draft`, also to whoever may not edit it. */
export async function findDraft(actor: Officer, which: string): Promise<DraftRow> {
	return allowed(actor, await (isId(which) ? selectDraft(which) : selectDraftOf(which)));
}

/** The same, locked, at the step that was seen. Refuses `services/draft-changed` where it is another by now. */
export async function lockSeen(tx: Tx, actor: Officer, { draftId, revision }: SeenDraft): Promise<DraftRow> {
	const draft = await allowed(actor, isId(draftId) ? await lockDraft(tx, draftId) : undefined);
	if (draft.revision !== revision) throw new Refusal('conflict', 'services/draft-changed');
	return draft;
}

async function allowed(actor: Officer, draft: DraftRow | undefined): Promise<DraftRow> {
	if (!draft || !(await mayEdit(actor, draft.definition))) {
		throw new Refusal('not-found', 'services/no-such-draft');
	}
	return draft;
}

/** Services belong to the whole installation: the province's line in the trail. */
export async function note(
	tx: Tx,
	actor: Officer,
	act: string,
	serviceId: string,
	detail: object = {},
): Promise<void> {
	const { accountId, origin } = actor;
	await record(tx, {
		...{ pemda: province, actor: `account:${accountId}`, act: `services/${act}` },
		...{ subject: `service:${serviceId}`, origin, detail },
	});
}

function isId(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
