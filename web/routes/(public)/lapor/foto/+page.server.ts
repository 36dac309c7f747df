import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { filesOf, takeFiles } from '#lib/uploads.ts';
import { config } from '#platform/config';
import { addDraftFiles, mostFiles, removeDraftFile } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	return {
		place: await placeInForm(draft, 'foto'),
		most: mostFiles,
		mostBytes: config.uploadMaxBytes,
		files: draft.files.map(({ id, name, kind, takenAt, lat, lon }) => ({
			id,
			name,
			kind,
			takenAt: takenAt ? new Date(takenAt) : null,
			placed: lat !== undefined && lon !== undefined,
		})),
	};
};

export const actions: Actions = {
	add: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const files = filesOf(form, 'files');
			if (files.length === 0) return goOn(event, draft, 'foto');
			await addDraftFiles(draft, await takeFiles(files, mostFiles - draft.files.length));
			return goOn(event, draft, 'foto');
		}),
	more: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			await addDraftFiles(draft, await takeFiles(filesOf(form, 'files'), mostFiles - draft.files.length));
		}),
	remove: (event) =>
		act(event, async (form) => {
			await removeDraftFile(await openDraft(event), textOf(form, 'file'));
		}),
};
