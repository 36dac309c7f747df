import { redirect } from '@sveltejs/kit';
import { act } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { readSentDefinition } from '#lib/services-editor/read-sent.ts';
import { seenIn } from '#lib/services-editor/seen.ts';
import { getDraft, layOut, saveDraft } from '#services';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { id, serviceId, revision, definition } = await getDraft(officerOf(locals), params.service);
	return { id, serviceId, revision, title: definition.title[locals.lang], text: layOut(definition) };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			await getDraft(officer, event.params.service);
			await saveDraft(officer, seenIn(form), await readSentDefinition(form));
			redirect(303, `/kelola/layanan/${event.params.service}?disimpan`);
		}),
};
