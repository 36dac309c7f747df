import type { Actor, Officer } from '#identity';
import { now } from '#platform/clock';
import { type Scope, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { getPlan, getRequirement, type RequirementRef } from '../plan/read-plan.ts';
import { bringerOf, fenceOf } from '../policy.ts';
import { readRules } from '../rules.ts';
import { type Draft, saveDraft, selectDraft } from '../store/drafts.ts';
import { type EvidenceFile, selectSameFiles } from '../store/evidence.ts';
import { type Check, checkEvidence, mostFiles } from './check-evidence.ts';

export type NewDraft = RequirementRef &
	Omit<Draft, 'at' | 'files'> & {
		/** Uploaded now, beside those that are kept already. */
		files: EvidenceFile[];
		/** Files to leave out, by their hash. */
		drop?: string[] | undefined;
	};

/** Whose draft it is, beside what their posts let them see. */
export const fenceOfOwn = (actor: Officer): Scope => ({ ...fenceOf(actor), account: actor.accountId });

/**
 * Keeps what an officer typed and uploaded for a document, as it is, and answers what is kept now; handing it in is
 * another act. The same file twice is there once; of an empty form nothing is kept where nothing was. Refuses
 * `renaksi/not-yours`, `no-such-plan`, `no-such-document` and `too-many-files`, which keeps as many as may be.
 */
export async function keepDraft(
	actor: Actor,
	{ files, drop = [], ...typed }: NewDraft,
): Promise<Draft | undefined> {
	if (actor.kind !== 'officer' || !bringerOf(actor, typed.pemda, undefined)) {
		throw new Refusal('forbidden', 'renaksi/not-yours');
	}
	const { pemda, year, requirement } = typed;
	const { draft, tooMany } = await withScope(fenceOfOwn(actor), async (tx) => {
		const before = await selectDraft(tx, { pemda, year, requirement }, actor.accountId, { hold: true });
		const stay = (before?.files ?? []).filter(({ sha256 }) => !drop.includes(sha256));
		const all = [...new Map([...stay, ...files].map((file) => [file.originalSha256, file])).values()];
		if (!before && all.length === 0 && !typed.note && !typed.live) return { tooMany: false };
		getRequirement(await getPlan(tx, typed), requirement);
		const kept = { ...typed, note: typed.note.slice(0, 4000), files: all.slice(0, mostFiles), at: now() };
		await saveDraft(tx, actor.accountId, kept);
		return { draft: kept, tooMany: all.length > mostFiles };
	});
	if (tooMany) {
		throw new Refusal('invalid', 'renaksi/too-many-files', {
			fields: { files: 'refusal.renaksi.too-many-files' },
			params: { most: mostFiles },
		});
	}
	return draft;
}

/** One's own draft of a document with everything the act will look at; undefined where there is none. */
export async function findDraft(
	actor: Actor,
	ref: RequirementRef,
): Promise<{ draft: Draft; checks: Check[] } | undefined> {
	if (actor.kind !== 'officer') return undefined;
	const rules = await readRules();
	return withScope(fenceOfOwn(actor), async (tx) => {
		const draft = await selectDraft(tx, ref, actor.accountId);
		if (!draft) return undefined;
		const plan = await getPlan(tx, ref);
		const same = await selectSameFiles(tx, ref.pemda, draft.files);
		return { draft, checks: checkEvidence(draft, { plan, requirement: ref.requirement, same, rules }) };
	});
}
