import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import type { NewAttachment } from './case.ts';
import { caseRules } from './case-rules.ts';
import { type Flag, judgePicture } from './judge-picture.ts';
import { insertAttachment, type Purpose, selectOriginals } from './store/attachments.ts';
import { selectPlace } from './store/place.ts';
import { type CaseRef, type Work, workOnCase } from './work-on-case.ts';

/**
 * Evidence of an office; returns the flags raised. A file the case has as evidence already is not added again. Refuses
 * a closed case and too many files at once.
 */
export async function attachEvidence(
	actor: Actor,
	{ files, ...ref }: CaseRef & { files: NewAttachment[] },
): Promise<Flag[]> {
	return workOnCase(actor, ref, 'evidence', 'attach-evidence', async (work) => {
		if (work.state.status === 'closed') throw new Refusal('conflict', 'casework/not-now');
		const fresh = await onlyFresh(work, files, 'evidence');
		if (fresh.length === 0) return [];
		await work.change({});
		const entryId = await work.write('evidence', { visibility: 'internal', detail: { count: fresh.length } });
		return attachAll(work, entryId, fresh, 'evidence');
	});
}

/** Photos the person adds to what they wrote: `entryId` is the line of `replyAsPerson`. */
export async function attachAsPerson(
	actor: Actor,
	{ files, entryId, ...ref }: CaseRef & { files: NewAttachment[]; entryId: string },
): Promise<void> {
	await workOnCase(actor, ref, 'as-person', 'attach-as-person', async (work) => {
		await attachAll(work, entryId, await onlyFresh(work, files, 'reply'), 'reply');
	});
}

async function onlyFresh(
	{ tx, state }: Work,
	files: NewAttachment[],
	purpose: Purpose,
): Promise<NewAttachment[]> {
	if (files.length > caseRules.mostFiles) {
		throw new Refusal('invalid', 'casework/too-many-files', { params: { most: caseRules.mostFiles } });
	}
	const there = await selectOriginals(tx, state.id, purpose);
	return files.filter((file) => !there.has(file.originalSha256) && there.add(file.originalSha256));
}

async function attachAll(
	work: Work,
	entryId: string,
	files: NewAttachment[],
	purpose: Purpose,
): Promise<Flag[]> {
	const { tx, state, at } = work;
	const place = await selectPlace(tx, state.pemda, state.id);
	const raised = new Set<Flag>();
	for (const file of files) {
		const { flags, distanceM } = await judgePicture(tx, file, {
			caseId: state.id,
			purpose,
			place,
			filedAt: state.filedAt,
		});
		for (const flag of flags) raised.add(flag);
		const isPublic = purpose === 'evidence' && state.privacy !== 'confidential';
		const of = { pemda: state.pemda, caseId: state.id, entryId, purpose, at };
		await insertAttachment(tx, of, { ...file, flags, distanceM, public: isPublic });
	}
	return [...raised];
}
