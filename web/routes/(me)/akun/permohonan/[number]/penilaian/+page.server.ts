import { redirect } from '@sveltejs/kit';
import { getOwnApplication, rateApplication } from '#applications';
import { elements, formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const { app, definition } = await getOwnApplication(residentOf(locals), params.number);
	return { number: formatNumber(app.number), title: definition.title[locals.lang], elements: [...elements] };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { number } = event.params;
			const marks = Object.fromEntries(elements.map((one) => [one, Number(textOf(form, one) || Number.NaN)]));
			await rateApplication(event.locals.actor, { number, marks, comment: textOf(form, 'comment') });
			redirect(303, `/akun/permohonan/${number}?dinilai`);
		}),
};
