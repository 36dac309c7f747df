import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { listConsents, withdrawConsent } from '#sso';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ apps: await listConsents(residentOf(locals)) });

export const actions: Actions = {
	withdraw: (event) =>
		act(event, async (form) => {
			await withdrawConsent(residentOf(event.locals), textOf(form, 'consent'));
			redirect(303, '/akun/aplikasi');
		}),
};
