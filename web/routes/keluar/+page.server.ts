import { redirect } from '@sveltejs/kit';
import { signOut } from '#identity';
import { forgetSession } from '#lib/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async ({ locals, cookies, url }) => {
		if (locals.actor.kind !== 'anonymous') await signOut(locals.actor);
		forgetSession(cookies, url);
		redirect(303, '/');
	},
};
