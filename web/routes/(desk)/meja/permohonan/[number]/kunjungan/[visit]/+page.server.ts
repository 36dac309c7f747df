import { redirect } from '@sveltejs/kit';
import { recordInspection } from '#applications';
import { attachEvidence } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { applicationOf, loadVisit } from '#lib/application-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { typedIn } from '#lib/typed-in.ts';
import { filesOf, takeFiles } from '#lib/uploads.ts';
import { config } from '#platform/config';
import { newId } from '#platform/ids';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
	...(await loadVisit(deskOfficerOf(locals), params, locals)),
	/** A form sent twice is one record. */
	key: newId(),
	offline: config.offlineForm,
});

/** Without the script of the page: everything at once, and no place. */
export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const officer = deskOfficerOf(event.locals);
			const ref = await applicationOf(officer, event.params.number ?? '');
			const files = await takeFiles(filesOf(form, 'files'), 10);
			await recordInspection(officer, {
				...{ ...ref, inspectionId: event.params['visit'] ?? '', key: textOf(form, 'key').slice(0, 60) },
				...{ findings: typedIn(form), note: textOf(form, 'note') },
			});
			if (files.length > 0) await attachEvidence(officer, { pemda: ref.pemda, caseId: ref.id, files });
			redirect(303, `/meja/permohonan/${event.params.number}?sudah=record`);
		}),
};
