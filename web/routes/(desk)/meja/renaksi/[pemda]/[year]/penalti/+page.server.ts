import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { mendPage, planPath, planRef } from '#lib/renaksi-mend.ts';
import { penalise } from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const points = (url.searchParams.get('poin') ?? '').trim().replace(',', '.');
	return { points, ...(await mendPage(locals, params, points ? { kind: 'penalise', points } : null)) };
};

export const actions: Actions = {
	penalise: (event) =>
		act(event, async (form) => {
			const [points, reason] = [textOf(form, 'points'), textOf(form, 'reason')];
			await penalise(officerOf(event.locals), { ...planRef(event.params), points, reason });
			redirect(303, planPath(event.params));
		}),
};
