import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { type Definition, findDraftRule, findNewestVersion, getVersion } from '#services';
import { contentOf } from './content.ts';
import type { Draft } from './draft.ts';
import { editableSteps } from './editable.ts';
import { findKnown } from './known.ts';
import { draftScope, mayFill, partiesOf } from './owner.ts';
import { type Signature, selectSignatures } from './signatures.ts';
import { type Form, formOf, signersOf } from './steps.ts';
import { selectDraft, selectDrafts, updateBasis } from './store.ts';

export type OpenDraft = {
	draft: Draft;
	definition: Definition;
	form: Form;
	signatures: Signature[];
	/** A newer version of the service took the place of the one it was begun under. */
	moved: boolean;
};

/**
 * A form that is being filled in, by its id: its pages as they are now, and which are done. Refuses
 * `applications/no-such-draft` (404) for whoever may not fill it in.
 */
export async function getDraft(actor: Actor, id: string): Promise<OpenDraft> {
	return withOwnDraft(actor, id, (_tx, open) => Promise.resolve(open));
}

/** The same as somebody comes back to it: what is known of them is asked anew, a newer version takes over. */
export async function resumeDraft(actor: Actor, id: string): Promise<OpenDraft> {
	const open = await getDraft(actor, id);
	const { draft } = open;
	if (draft.sent || draft.corrects) return open;
	const hash = await versionFor(draft);
	const known = draft.channel === 'counter' ? draft.known : await findKnown(actor, draft.owner);
	await withScope(draftScope(actor), (tx) => updateBasis(tx, id, { known, versionHash: hash }));
	return { ...(await getDraft(actor, id)), moved: hash !== draft.versionHash };
}

/** The newest version, unless it was published with a day until which what was begun may be sent as it is. */
async function versionFor({ serviceId, versionHash }: Draft): Promise<string> {
	const rule = await findDraftRule(versionHash, dayOf(now()));
	return rule.way === 'finish' ? versionHash : (await findNewestVersion(serviceId)).hash;
}

/** Works on a draft of the actor's, in one transaction in which only what is theirs is in sight. */
export async function withOwnDraft<T>(
	actor: Actor,
	id: string,
	work: (tx: Tx, open: OpenDraft) => Promise<T>,
	{ lock = false }: { lock?: boolean } = {},
): Promise<T> {
	for (;;) {
		const done = await withScope(draftScope(actor), async (tx) => {
			const draft = await selectDraft(tx, id, now(), lock);
			if (!draft || !(await mayFill(tx, actor, draft))) {
				throw new Refusal('not-found', 'applications/no-such-draft');
			}
			if (!read.has(draft.versionHash)) return { unread: draft.versionHash };
			return { result: await work(tx, await openDraft(tx, draft)) };
		});
		if ('result' in done) return done.result;
		await getVersion(done.unread);
		read.add(done.unread);
	}
}

/** Versions this process has read: a transaction never waits for another connection while it holds its own. */
const read = new Set<string>();

async function openDraft(tx: Tx, draft: Draft): Promise<OpenDraft> {
	const definition = await getVersion(draft.versionHash);
	const isSignedByOthers = definition.process?.signatories !== undefined;
	const signatures = isSignedByOthers ? await selectSignatures(tx, draft.id) : [];
	const today = dayOf(now());
	const form = formOf(definition, draft, today);
	const signed = isSigned(form, definition, draft, signatures);
	const steps = form.steps.map((step) => (step.kind === 'signing' ? { ...step, done: signed } : step));
	const shown = draft.corrects ? editableSteps(definition, { ...form, steps }, draft.corrects.items) : steps;
	return { draft, definition, form: { ...form, steps: shown }, signatures, moved: false };
}

/** All who must sign have agreed to what stands there now. */
function isSigned(form: Form, definition: Definition, draft: Draft, signatures: Signature[]): boolean {
	const signers = signersOf(definition, form.answers);
	if (signers.length === 0) return true; // most forms: their content is not hashed for every page
	const content = contentOf(form, draft.versionHash);
	return signers.every(({ record }) =>
		signatures.some((one) => one.record === record && one.agreedAt && one.contentHash === content),
	);
}

/** Unfinished forms of the actor, newest first; under a mandate those of whom they act for. */
export async function listDrafts(actor: Actor): Promise<(Draft & { definition: Definition })[]> {
	const parties = await partiesOf(actor);
	const owners = parties.map(({ id }) => id);
	const drafts = await withScope(draftScope(actor), (tx) => selectDrafts(tx, owners, now()));
	return Promise.all(
		drafts.map(async (draft) => ({ ...draft, definition: await getVersion(draft.versionHash) })),
	);
}
