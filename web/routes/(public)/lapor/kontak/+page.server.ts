import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { isMailOn } from '#platform/mail';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const { name = '', email = '', phone = '' } = draft.answers;
	return { name, email, phone, mail: isMailOn(), place: await placeInForm(draft, 'kontak') };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const given = {
				name: textOf(form, 'name'),
				email: textOf(form, 'email'),
				phone: textOf(form, 'phone'),
			};
			const answers = await answerDraft(draft, given);
			return goOn(event, { ...draft, answers }, 'kontak');
		}),
};
