import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { endBusiness, formatCode, listBusinesses, makeCounterCode } from '#people';
import { findRegion } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const resident = residentOf(locals);
	const businesses = await listBusinesses(resident);
	return {
		level: resident.level,
		businesses: await Promise.all(
			businesses.map(async (one) => ({
				...one,
				where: (await findRegion(one.region))?.officialName ?? one.region,
			})),
		),
	};
};

export const actions: Actions = {
	counter: (event) =>
		act(event, async (form) => {
			const businessId = textOf(form, 'business');
			const { code, endsAt } = await makeCounterCode(residentOf(event.locals), businessId);
			return { counter: { businessId, code: formatCode(code), endsAt } };
		}),
	end: (event) =>
		act(event, async (form) => {
			await endBusiness(residentOf(event.locals), textOf(form, 'business'));
			redirect(303, '/akun/usaha');
		}),
};
