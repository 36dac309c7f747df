import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { caseRules } from './case-rules.ts';
import { stopAllClocks } from './clocks.ts';
import { endAllCustody } from './store/custody.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

/** Puts a report away without solving it, for one of the reasons in `data/case-rules.json`, explained to the person. */
export async function archiveCase(
	actor: Actor,
	{ reason, explanation, ...ref }: CaseRef & { reason: string; explanation: string },
): Promise<void> {
	const known = caseRules.archiveReasons.find((one) => one.code === reason);
	if (!known) {
		throw new Refusal('invalid', 'casework/reason-missing', {
			fields: { reason: 'refusal.casework.reason-missing' },
		});
	}
	const body = textOf('explanation', explanation);
	return workOnCase(actor, ref, 'archive', 'archive-case', async (work) => {
		await work.move('archive', { outcome: 'archived', ...(known.hidden ? { publication: 'never' } : {}) });
		await stopAllClocks(work);
		await endAllCustody(work.tx, work.state.id, work.at);
		await work.write('archived', { body, detail: { reason: known.code, legalBasis: known.legalBasis } });
	});
}
