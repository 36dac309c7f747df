import { redirect } from '@sveltejs/kit';
import { chooseLanguage, chooseName } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { remember } from '#lib/choices.ts';
import { residentOf } from '#lib/resident.ts';
import type { Actions, PageServerLoad } from './$types';

const kept = ['disimpan', 'nama'] as const;

export const load: PageServerLoad = ({ locals, url }) => {
	const { name, lang, level } = residentOf(locals);
	return { profile: { name, lang, level }, kept: kept.find((what) => url.searchParams.has(what)) };
};

export const actions: Actions = {
	name: (event) =>
		act(event, async (form) => {
			await chooseName(residentOf(event.locals), textOf(form, 'name'));
			redirect(303, '/akun/profil?nama');
		}),
	language: (event) =>
		act(event, async (form) => {
			await chooseLanguage(residentOf(event.locals), textOf(form, 'lang') === 'en' ? 'en' : 'id');
			remember(event.cookies, event.url, 'lang', null); // what was chosen on this device gives way
			redirect(303, '/akun/profil?disimpan');
		}),
};
