import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { acceptMandate, findOffer } from '#people';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (residentOf(locals).level === 'contact')
		redirect(303, '/akun/data?perlu=nik&kembali=/akun/kuasa/terima');
	return {};
};

export const actions: Actions = {
	look: (event) =>
		act(event, async (form) => {
			const code = textOf(form, 'code').slice(0, 40);
			const { from, scope, note, validFrom, validTo } = await findOffer(residentOf(event.locals), code);
			return { offer: { code, from, scope, note, validFrom, validTo } };
		}),
	take: (event) =>
		act(event, async (form) => {
			await acceptMandate(residentOf(event.locals), textOf(form, 'code').slice(0, 40));
			redirect(303, '/akun/kuasa');
		}),
};
