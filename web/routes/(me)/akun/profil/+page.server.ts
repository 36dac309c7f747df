import { redirect } from '@sveltejs/kit';
import { chooseLanguage } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { remember } from '#lib/choices.ts';
import { residentOf } from '#lib/resident.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const { name, lang, level } = residentOf(locals);
	return { profile: { name, lang, level }, kept: url.searchParams.has('disimpan') };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			await chooseLanguage(residentOf(event.locals), textOf(form, 'lang') === 'en' ? 'en' : 'id');
			remember(event.cookies, event.url, 'lang', null); // what was chosen on this device gives way
			redirect(303, '/akun/profil?disimpan');
		}),
};
