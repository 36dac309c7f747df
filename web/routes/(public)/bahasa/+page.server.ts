import { redirect } from '@sveltejs/kit';
import { textOf } from '#lib/act.ts';
import { ownPath, remember } from '#lib/choices.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ request, cookies, url }) => {
		const form = await request.formData();
		const lang = textOf(form, 'bahasa');
		const theme = textOf(form, 'tampilan');
		if (lang === 'id' || lang === 'en') remember(cookies, url, 'lang', lang);
		if (theme === 'light' || theme === 'dark') remember(cookies, url, 'theme', theme);
		if (theme === 'auto') remember(cookies, url, 'theme', null);
		redirect(303, ownPath(textOf(form, 'kembali')));
	},
};
