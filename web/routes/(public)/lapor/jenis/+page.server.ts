import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	return { chosen: draft.answers.class ?? '', place: await placeInForm(draft, 'jenis') };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const answers = await answerDraft(draft, { class: textOf(form, 'class') });
			return goOn(event, { ...draft, answers }, 'jenis');
		}),
};
