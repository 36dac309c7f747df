import { redirect } from '@sveltejs/kit';
import { bookVisit, getOwnApplication, listSlots } from '#applications';
import { formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { officeName } from '#lib/case-view.ts';
import { residentOf } from '#lib/resident.ts';
import { dayOf } from '#platform/workdays';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const resident = residentOf(locals);
	const { app, resources, visits } = await getOwnApplication(resident, params.number);
	const slots = await listSlots(resident, params.number, params.resource);
	const days = [...new Set(slots.map(({ startsAt }) => dayOf(startsAt)))];
	const asked = url.searchParams.get('hari');
	const chosen = asked && days.includes(asked) ? asked : null;
	return {
		number: formatNumber(app.number),
		what: resources.find(({ id }) => id === params.resource)?.label[locals.lang] ?? '',
		office: await officeName(app.pemda, app.homeOfficeId),
		booked: visits.find(({ resource }) => resource === params.resource)?.startsAt ?? null,
		days: days.map((one) => ({
			day: one,
			free: slots.filter(({ startsAt }) => dayOf(startsAt) === one).length,
		})),
		chosen,
		slots: slots
			.filter(({ startsAt }) => dayOf(startsAt) === chosen)
			.map(({ startsAt, left }) => ({ value: startsAt.toISOString(), startsAt, left })),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { number, resource } = event.params;
			const startsAt = new Date(textOf(form, 'slot'));
			await bookVisit(event.locals.actor, { number, resource, startsAt });
			redirect(303, `/akun/permohonan/${number}`);
		}),
};
