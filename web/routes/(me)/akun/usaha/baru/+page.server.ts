import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { addBusiness } from '#people';
import { listPemda } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	if (residentOf(locals).level === 'contact') redirect(303, '/akun/data?perlu=nik&kembali=/akun/usaha/baru');
	const governments = await listPemda();
	return {
		regions: governments.flatMap(({ code, name }) => (code.length > 2 ? [{ value: code, label: name }] : [])),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const [nib, name, npwp, kbli, region] = ['nib', 'name', 'npwp', 'kbli', 'region'].map((field) =>
				textOf(form, field),
			);
			const typed = {
				nib: nib ?? '',
				name: name ?? '',
				npwp: npwp ?? '',
				kbli: kbli ?? '',
				region: region ?? '',
			};
			await addBusiness(residentOf(event.locals), typed);
			redirect(303, '/akun/usaha');
		}),
};
