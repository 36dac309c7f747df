import { redirect } from '@sveltejs/kit';
import { act } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { readSentDefinition } from '#lib/services-editor/read-sent.ts';
import { Refusal } from '#platform/refusal';
import { beginDraft, listEditable } from '#services';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => requireBeginner(locals);

async function requireBeginner(locals: App.Locals): Promise<void> {
	const { mayBegin } = await listEditable(officerOf(locals));
	if (!mayBegin) throw new Refusal('forbidden', 'services/not-yours');
}

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			await requireBeginner(event.locals);
			const { draftId } = await beginDraft(officerOf(event.locals), await readSentDefinition(form));
			redirect(303, `/kelola/layanan/${draftId}`);
		}),
};
