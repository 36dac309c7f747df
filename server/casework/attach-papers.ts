import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { NewAttachment } from './case.ts';
import { insertAttachment } from './store/attachments.ts';

/**
 * Papers that come later into the case of an application, in the transaction of the room that asked its own policy and
 * has the case in sight: those of a correction.
 */
export async function attachPapers(
	tx: Tx,
	{ pemda, caseId, files }: { pemda: string; caseId: string; files: NewAttachment[] },
): Promise<void> {
	for (const file of files) {
		const of = { pemda, caseId, entryId: null, purpose: 'report', at: now() } as const;
		await insertAttachment(tx, of, { ...file, flags: [], distanceM: null, public: false });
	}
}
