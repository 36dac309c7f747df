import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { findOffice, findSubject } from '#regions';
import { openCase } from './open-case.ts';
import { selectForSplit } from './store/split.ts';
import { textOf } from './text.ts';
import { verify } from './verify-case.ts';
import { type CaseRef, type Work, workInside, workOnCase } from './work-on-case.ts';

export type Split = CaseRef & { title: string; body: string; subject: string; key: string };
export type SplitOff = { pemda: string; caseId: string; number: string };
const longestTitle = 200;

/**
 * Makes a second case of a report that holds two requests: same person, place and first day, with the clocks of that day,
 * and the code of the same receipt opens it. It starts verified with the same office, which hands it over where it
 * belongs. `key` makes two taps one split.
 */
export async function splitCase(
	actor: Actor,
	{ title, body, subject, key, ...ref }: Split,
): Promise<SplitOff> {
	const words = { title: textOf('title', title, longestTitle), body: textOf('body', body) };
	return workOnCase(actor, ref, 'split', 'split-case', async (work) => {
		if (work.state.status === 'closed') throw new Refusal('conflict', 'casework/not-now');
		if (!(await findSubject(subject))) {
			throw new Refusal('invalid', 'casework/choice-missing', {
				fields: { subject: 'refusal.casework.choice-missing' },
			});
		}
		const made = await openSecond(work, { ...words, subject }, key);
		const off = { pemda: made.pemda, caseId: made.caseId, number: made.number };
		if (made.already) return off;
		await work.write('split', { detail: { number: made.number } });
		await workInside(work.tx, actor, off, 'verify', 'verify-case', verify);
		return off;
	});
}

async function openSecond(work: Work, words: { title: string; body: string; subject: string }, key: string) {
	const { tx, state, actor } = work;
	const { receiptKey, ...from } = await selectForSplit(tx, state.pemda, state.id);
	const office = await findOffice(state.holderPemda, state.holderOfficeId);
	const { pemda, region, privacy } = state;
	return openCase(
		{
			...from,
			...words,
			...{
				pemda,
				class: state.class,
				region,
				privacy,
				details: { splitFrom: state.number },
				attachments: [],
			},
			holder: { pemda: state.holderPemda, officeId: state.holderOfficeId, officeName: office?.name ?? '' },
			key: `split:${state.id}:${key}`,
			actor: labelOf(actor),
			origin: actor.kind === 'system' ? '' : actor.origin,
		},
		tx,
		{ filedAt: state.filedAt, ...(receiptKey ? { receiptKey } : {}) },
	);
}
