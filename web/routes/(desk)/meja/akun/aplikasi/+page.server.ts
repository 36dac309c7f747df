import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { listConsents, withdrawConsent } from '#sso';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ apps: await listConsents(officerOf(locals)) });

export const actions: Actions = {
	withdraw: (event) =>
		act(event, async (form) => {
			await withdrawConsent(officerOf(event.locals), textOf(form, 'consent'));
			redirect(303, '/meja/akun/aplikasi');
		}),
};
