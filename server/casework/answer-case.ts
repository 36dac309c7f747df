import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { caseRules } from './case-rules.ts';
import { meetClocks, resumeClocks, startClocks, stopClocks } from './clocks.ts';
import { countEvidence } from './store/attachments.ts';
import { insertClosure } from './store/closures.ts';
import { endOffers } from './store/custody.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

export type Answer = CaseRef & {
	text: string;
	/** Why there is no evidence to show; needed when none was attached. */
	withoutEvidence?: string;
};

/**
 * Says the case is solved. Where the class asks for it (`data/case-rules.json`) evidence must have been attached before, or
 * a written reason say why there is none; the person then confirms or disputes, and silence closes it after the legal
 * days. An offer nobody answered yet is void. The answer is public unless the case is confidential.
 */
export async function answerCase(actor: Actor, { text, withoutEvidence, ...ref }: Answer): Promise<void> {
	const body = textOf('text', text);
	return workOnCase(actor, ref, 'answer', 'answer-case', async (work) => {
		const { tx, state, at } = work;
		const evidence = await countEvidence(tx, state.id);
		const reason = withoutEvidence?.trim() ?? '';
		if (caseRules.evidence[state.class] && evidence === 0 && reason === '') {
			throw new Refusal('invalid', 'casework/evidence-missing', {
				fields: { withoutEvidence: 'refusal.casework.evidence-missing' },
			});
		}
		if (state.status === 'waiting') await resumeClocks(work);
		await work.move('answer', { answeredAt: at });
		await meetClocks(work, ['verify', 'follow-up', 'solve']);
		await stopClocks(work, ['escalate', 'accept']);
		await endOffers(tx, state.id, at);
		await startClocks(work, ['auto-close']);
		const office = { pemda: state.holderPemda, officeId: state.holderOfficeId };
		await insertClosure(tx, { pemda: state.pemda, caseId: state.id, at, by: labelOf(actor), office });
		await work.write('answer', {
			body,
			detail:
				evidence === 0 && reason ? { withoutEvidence: textOf('withoutEvidence', reason) } : { evidence },
		});
	});
}
