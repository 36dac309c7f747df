import type { Actor } from '#identity';
import { Refusal } from '#platform/refusal';
import { insertRating } from './store/ratings.ts';
import { isText } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

export const elements = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'] as const;
export type Element = (typeof elements)[number];

/** Raw answers of the satisfaction survey, 1 to 4 for each element that was asked (PermenPANRB 14/2017). Once per case. */
export async function rateCase(
	actor: Actor,
	{ marks, comment, ...ref }: CaseRef & { marks: Partial<Record<Element, number>>; comment: string },
): Promise<void> {
	const given = Object.values(marks);
	if (given.length === 0 || given.some((mark) => !Number.isInteger(mark) || mark < 1 || mark > 4)) {
		throw new Refusal('invalid', 'casework/mark-missing');
	}
	const said = comment.trim().slice(0, 2000);
	if (!isText(said)) throw new Refusal('invalid', 'casework/text-unreadable');
	return workOnCase(actor, ref, 'as-person', 'rate-case', async (work) => {
		const { tx, state, at } = work;
		if (state.status !== 'closed') throw new Refusal('conflict', 'casework/not-now');
		const office = { pemda: state.holderPemda, officeId: state.holderOfficeId };
		const fresh = await insertRating(tx, {
			pemda: state.pemda,
			caseId: state.id,
			at,
			office,
			marks,
			comment: said,
		});
		if (!fresh) throw new Refusal('conflict', 'casework/already-rated');
		await work.write('rated', { visibility: 'person' });
	});
}
