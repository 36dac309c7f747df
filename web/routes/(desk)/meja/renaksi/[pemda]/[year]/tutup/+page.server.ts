import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { mendPage, planPath, planRef } from '#lib/renaksi-mend.ts';
import { closePeriod } from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, locals }) => mendPage(locals, params, { kind: 'close' });

export const actions: Actions = {
	close: (event) =>
		act(event, async (form) => {
			const reason = textOf(form, 'reason');
			await closePeriod(officerOf(event.locals), { ...planRef(event.params), reason });
			redirect(303, planPath(event.params));
		}),
};
