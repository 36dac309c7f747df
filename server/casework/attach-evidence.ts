import type { Actor } from '#identity';
import { looksAlikeWithin } from '#platform/media';
import type { NewAttachment } from './case.ts';
import { caseRules } from './case-rules.ts';
import { insertAttachment, type Purpose, selectReuse } from './store/attachments.ts';
import { selectPlace } from './store/place.ts';
import { type CaseRef, type Work, workOnCase } from './work-on-case.ts';

/** Evidence of an office. What speaks against a picture is kept beside it as flags, seen by officers and leaders. */
export async function attachEvidence(
	actor: Actor,
	{ files, ...ref }: CaseRef & { files: NewAttachment[] },
): Promise<string[]> {
	return workOnCase(actor, ref, 'evidence', 'attach-evidence', async (work) => {
		await work.change({});
		const entryId = await work.write('evidence', { visibility: 'internal', detail: { count: files.length } });
		return attachAll(work, entryId, files, 'evidence');
	});
}

/** Photos the person adds to what they wrote. */
export async function attachAsPerson(
	actor: Actor,
	{ files, entryId, ...ref }: CaseRef & { files: NewAttachment[]; entryId: string },
): Promise<string[]> {
	return workOnCase(actor, ref, 'as-person', 'attach-as-person', (work) =>
		attachAll(work, entryId, files, 'reply'),
	);
}

/** Returns the flags raised: `far`, `before-report`, `reused`, `reused-alike`. */
async function attachAll(
	work: Work,
	entryId: string,
	files: NewAttachment[],
	purpose: Purpose,
): Promise<string[]> {
	const { tx, state, at } = work;
	const place = await selectPlace(tx, state.pemda, state.id);
	const raised = new Set<string>();
	for (const file of files) {
		const distanceM = distanceBetween(place, file);
		const reuse = await selectReuse(tx, file, state.id, looksAlikeWithin);
		const flags = [
			...(distanceM !== null && distanceM > caseRules.farMetres ? ['far'] : []),
			...(purpose === 'evidence' && file.takenAt && file.takenAt < state.filedAt ? ['before-report'] : []),
			...(reuse === 'same' ? ['reused'] : []),
			...(reuse === 'alike' ? ['reused-alike'] : []),
		];
		for (const flag of flags) raised.add(flag);
		const isPublic = purpose === 'evidence' && state.privacy !== 'confidential';
		const of = { pemda: state.pemda, caseId: state.id, entryId, purpose, at };
		await insertAttachment(tx, of, { ...file, flags, distanceM, public: isPublic });
	}
	return [...raised];
}

type Point = { lat?: number | null; lon?: number | null };

/** Metres over the ground, null when either place is unknown. */
export function distanceBetween(a: Point, b: Point): number | null {
	if (a.lat == null || a.lon == null || b.lat == null || b.lon == null) return null;
	const rad = Math.PI / 180;
	const half = (x: number) => Math.sin((x * rad) / 2) ** 2;
	const h = half(b.lat - a.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(b.lon - a.lon);
	return Math.round(2 * 6_371_000 * Math.asin(Math.sqrt(h)));
}
