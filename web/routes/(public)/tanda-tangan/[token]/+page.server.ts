import { redirect } from '@sveltejs/kit';
import { agreeToSign, findInvitation } from '#applications';
import { act, textOf } from '#lib/act.ts';
import { shownValue } from '#lib/apply-view.ts';
import type { Actions, PageServerLoad } from './$types';

/** What somebody is asked to sign beside an applicant; the link came by mail. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { name, asker, agreedAt, sent, definition, form, content } = await findInvitation(params.token);
	const { lang, t } = locals;
	const lines = form.steps.map(async (step) => {
		if (step.kind === 'fields') {
			return Promise.all(
				step.fields.map(async ({ field, value }) => ({
					...{ label: field.label[lang], value: await shownValue(field, value, locals) },
				})),
			);
		}
		if (step.kind === 'group') {
			const value = t('apply.records.count', { count: step.group.records.length });
			return [{ label: step.title[lang], value }];
		}
		if (step.kind === 'signing') return [];
		return [{ label: step.title[lang], value: step.files.map((file) => file.name).join(', ') || '–' }];
	});
	return {
		...{ name, asker, agreedAt, sent, content },
		service: definition.title[lang],
		facts: (await Promise.all(lines)).flat(),
		isKnown: locals.actor.kind !== 'anonymous',
		back: encodeURIComponent(url.pathname),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { token } = event.params;
			await agreeToSign(event.locals.actor, { token, content: textOf(form, 'content') });
			redirect(303, event.url.pathname);
		}),
};
