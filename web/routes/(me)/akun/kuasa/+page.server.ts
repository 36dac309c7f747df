import { redirect } from '@sveltejs/kit';
import { renewOwnSession } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { residentOf } from '#lib/resident.ts';
import { keepSession } from '#lib/session.ts';
import { actFor, endMandate, listMandates, type Mandate, stateOf } from '#people';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const resident = residentOf(locals);
	const today = dayOf(now());
	const show = (mandate: Mandate) => ({ ...mandate, state: stateOf(mandate, today) });
	const { given, held } = await listMandates(resident);
	return { given: given.map(show), held: held.map(show), actingUnder: resident.actsFor?.mandateId ?? null };
};

export const actions: Actions = {
	act: (event) =>
		act(event, async (form) => {
			const resident = residentOf(event.locals);
			await actFor(resident, textOf(form, 'mandate') || null);
			keepSession(event.cookies, event.url, await renewOwnSession(resident));
			redirect(303, '/akun/kuasa');
		}),
	end: (event) =>
		act(event, async (form) => {
			await endMandate(residentOf(event.locals), textOf(form, 'mandate'));
			redirect(303, '/akun/kuasa');
		}),
};
