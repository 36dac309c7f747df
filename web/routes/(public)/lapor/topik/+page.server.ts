import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { listSubjects, suggestSubjects } from '#regions';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const { lang } = event.locals;
	const suggested = await suggestSubjects(draft.answers.text ?? '', 4);
	const groups = await listSubjects();
	return {
		chosen: draft.answers.subject ?? '',
		place: await placeInForm(draft, 'topik'),
		suggested: suggested.map((subject) => ({
			value: subject.code,
			label: subject.name[lang],
			hint: subject.description[lang],
		})),
		all: groups.flatMap((group) =>
			group.subjects.map((subject) => ({
				value: subject.code,
				label: subject.name[lang],
				group: group.name[lang],
			})),
		),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const subject = textOf(form, 'other') || textOf(form, 'subject');
			const answers = await answerDraft(draft, { subject, assetClass: null });
			return goOn(event, { ...draft, answers }, 'topik');
		}),
};
