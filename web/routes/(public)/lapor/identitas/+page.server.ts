import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { findSubject } from '#regions';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const subject = await findSubject(draft.answers.subject ?? '');
	return {
		chosen: draft.answers.privacy ?? (subject?.sensitive ? 'confidential' : ''),
		sensitive: subject?.sensitive ?? false,
		place: await placeInForm(draft, 'identitas'),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const answers = await answerDraft(draft, { privacy: textOf(form, 'privacy') });
			return goOn(event, { ...draft, answers }, 'identitas');
		}),
};
