import { redirect } from '@sveltejs/kit';
import { textOf } from '#lib/act.ts';
import { ownPath, remember } from '#lib/choices.ts';
import { officesOf } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/meja');

/** At which of their offices somebody works now; an empty choice is all of them. */
export const actions: Actions = {
	default: async ({ request, locals, cookies, url }) => {
		const form = await request.formData();
		const chosen = officesOf(deskOfficerOf(locals)).find(({ value }) => value === textOf(form, 'office'));
		remember(cookies, url, 'office', chosen?.value ?? null);
		redirect(303, ownPath(textOf(form, 'kembali') || '/meja'));
	},
};
