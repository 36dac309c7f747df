import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { findSubject } from '#regions';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const subject = await findSubject(draft.answers.subject ?? '');
	const { lang } = event.locals;
	return {
		chosen: draft.answers.assetClass ?? '',
		place: await placeInForm(draft, 'aset'),
		options: (subject?.assetClasses ?? []).map((asset) => ({
			value: asset.code,
			label: asset.name[lang],
			hint: asset.hint[lang],
		})),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const answers = await answerDraft(draft, { assetClass: textOf(form, 'assetClass') || null });
			return goOn(event, { ...draft, answers }, 'aset');
		}),
};
