import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { stopAllClocks } from './clocks.ts';
import { endAllCustody } from './store/custody.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** Why a report can be put away without being solved, as SP4N-LAPOR!'s administrators may; spam is never shown. */
export const archiveReasons = ['wrong-format', 'too-general', 'not-government', 'spam'] as const;
export type ArchiveReason = (typeof archiveReasons)[number];

export function archiveCase(
	actor: Actor,
	{ reason, explanation, ...ref }: CaseRef & { reason: string; explanation: string },
): Promise<void> {
	const known = archiveReasons.find((one) => one === reason);
	if (!known) {
		throw new Refusal('invalid', 'casework/reason-missing', { fields: { reason: 'refusal.casework.reason-missing' } });
	}
	const body = textOf('explanation', explanation);
	return workOnCase(actor, ref, 'archive', 'archive-case', async (work) => {
		await work.move('archive', { outcome: 'archived', ...(known === 'spam' ? { publication: 'never' } : {}) });
		await stopAllClocks(work);
		await endAllCustody(work.tx, work.state.id, work.at);
		await work.write('archived', { body, detail: { reason: known } });
	});
}
