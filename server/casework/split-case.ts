import { type Actor, labelOf } from '#identity';
import { Refusal } from '#platform/refusal';
import { findOffice, findSubject } from '#regions';
import { openCase, type Receipt } from './open-case.ts';
import { selectForSplit } from './store/split.ts';
import { textOf } from './text.ts';
import { type CaseRef, workOnCase } from './work-on-case.ts';

export type Split = CaseRef & { title: string; body: string; subject: string; key: string };

/**
 * Makes a second case of a report that holds two requests: same person, place and first day, its own subject and clock.
 * The new one starts with the same office, which hands it over where it belongs. `key` makes two taps one split.
 */
export function splitCase(actor: Actor, { title, body, subject, key, ...ref }: Split): Promise<Receipt> {
	const [named, text] = [textOf('title', title), textOf('body', body)];
	return workOnCase(actor, ref, 'split', 'split-case', async (work) => {
		const { tx, state } = work;
		if (!(await findSubject(subject))) {
			throw new Refusal('invalid', 'casework/choice-missing', {
				fields: { subject: 'refusal.casework.choice-missing' },
			});
		}
		const from = await selectForSplit(tx, state.pemda, state.id);
		const office = await findOffice(state.holderPemda, state.holderOfficeId);
		const made = await openCase(
			{
				...from,
				pemda: state.pemda,
				class: state.class,
				title: named,
				body: text,
				subject,
				region: state.region,
				privacy: state.privacy,
				details: { splitFrom: state.number },
				holder: { pemda: state.holderPemda, officeId: state.holderOfficeId, officeName: office?.name ?? '' },
				key: `split:${state.id}:${key}`,
				attachments: [],
				actor: labelOf(actor),
				origin: actor.kind === 'system' ? '' : actor.origin,
			},
			tx,
		);
		await work.write('split', { detail: { number: made.number } });
		await work.write('split-receipt', {
			visibility: 'person',
			detail: { number: made.number, code: made.code },
		});
		return made;
	});
}
