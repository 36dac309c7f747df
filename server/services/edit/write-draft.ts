import type { Officer } from '#identity';
import { now } from '#platform/clock';
import { withTx } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { type Definition, definition as shape } from '../definition.ts';
import { findNewestVersion } from '../get-version.ts';
import { cannotBeKept } from '../lint/cannot-be-kept.ts';
import { mayBegin, requireEditor } from '../policy.ts';
import { deleteDraft, insertDraft, stepBack, updateDraft } from '../store/drafts.ts';
import { lockSeen, note, type SeenDraft } from './draft.ts';

/**
 * The draft of a service, begun as its newest version where there is none yet. Refuses `services/no-such-service`,
 * `services/not-yours`.
 */
export async function openDraft(actor: Officer, serviceId: string): Promise<{ draftId: string }> {
	const { definition, version } = await findNewestVersion(serviceId);
	await requireEditor(actor, definition);
	return begin(actor, definition, version);
}

/**
 * A draft of a service that is not offered yet, or that ended. Refuses `services/not-yours`, `services/exists`,
 * `services/not-readable`.
 */
export async function beginDraft(actor: Officer, given: unknown): Promise<{ draftId: string }> {
	if (!mayBegin(actor)) throw new Refusal('forbidden', 'services/not-yours');
	const definition = readDefinition(given);
	const known = await findNewestVersion(definition.id).catch(() => undefined);
	if (known) throw new Refusal('conflict', 'services/exists');
	return begin(actor, definition, null);
}

async function begin(actor: Officer, definition: Definition, beganAs: number | null) {
	const { id: serviceId } = definition;
	return withTx(async (tx) => {
		const fresh = { id: newId(), serviceId, beganAs, definition };
		const draftId = await insertDraft(tx, fresh, actor.accountId, now());
		if (draftId === fresh.id) await note(tx, actor, 'open-draft', serviceId, { draftId });
		return { draftId };
	});
}

/**
 * The next step of a draft. It may have faults, but must have the shape of a definition and keep its id. Refuses
 * `services/no-such-draft`, `services/draft-changed`, `services/not-readable` with what is wrong where, `services/other-id`,
 * `services/not-yours` where it would be given to an office of somebody else.
 */
export async function saveDraft(
	actor: Officer,
	seen: SeenDraft,
	given: unknown,
): Promise<{ revision: number }> {
	const definition = readDefinition(given);
	return withTx(async (tx) => {
		const draft = await lockSeen(tx, actor, seen);
		if (definition.id !== draft.serviceId) throw new Refusal('invalid', 'services/other-id');
		await requireEditor(actor, definition);
		const revision = draft.revision + 1;
		await updateDraft(tx, { id: draft.id, revision, definition }, actor.accountId, now());
		await note(tx, actor, 'save-draft', draft.serviceId, { draftId: draft.id, revision });
		return { revision };
	});
}

/** Back to the step before. Refuses as `saveDraft`, and `services/nothing-to-undo`. */
export async function undoDraft(actor: Officer, seen: SeenDraft): Promise<void> {
	await withTx(async (tx) => {
		const draft = await lockSeen(tx, actor, seen);
		if (!(await stepBack(tx, draft.id, draft.revision)))
			throw new Refusal('conflict', 'services/nothing-to-undo');
		await note(tx, actor, 'undo-draft', draft.serviceId, { draftId: draft.id, revision: draft.revision });
	});
}

/** The draft is given up; what is offered stays. Refuses as `saveDraft`. */
export async function dropDraft(actor: Officer, seen: SeenDraft): Promise<void> {
	await withTx(async (tx) => {
		const draft = await lockSeen(tx, actor, seen);
		await deleteDraft(tx, draft.id);
		await note(tx, actor, 'drop-draft', draft.serviceId, { draftId: draft.id });
	});
}

/** Anything that has the shape; refuses `services/not-readable` with the first place that has not, `services/too-deep`, `services/bad-text`. */
export function readDefinition(given: unknown): Definition {
	const why = cannotBeKept(given);
	if (why) throw new Refusal('invalid', `services/${why}`);
	const read = shape.safeParse(given);
	if (read.success) return read.data;
	const [first] = read.error.issues;
	const params = { at: first?.path.join('.') || '–', message: first?.message ?? '' };
	throw new Refusal('invalid', 'services/not-readable', { params });
}
