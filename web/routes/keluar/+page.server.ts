import { redirect } from '@sveltejs/kit';
import { forgetSession } from '#lib/session.ts';
import { signOut } from '#identity';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async ({ locals, cookies }) => {
		if (locals.actor.kind === 'officer') await signOut(locals.actor);
		forgetSession(cookies);
		redirect(303, '/');
	},
};
