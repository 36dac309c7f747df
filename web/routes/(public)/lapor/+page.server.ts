import { act, textOf } from '#lib/act.ts';
import { findOwnDraft, goOn, openOrStartDraft } from '#lib/draft.ts';
import { answerDraft, longestText } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies }) => {
	const draft = await findOwnDraft(cookies);
	return { text: draft?.answers.text ?? '', longest: longestText, sent: draft?.receipt != null };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openOrStartDraft(event);
			const answers = await answerDraft(draft, { text: textOf(form, 'text') });
			return goOn(event, { ...draft, answers }, 'teks');
		}),
};
