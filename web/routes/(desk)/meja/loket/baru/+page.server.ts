import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { counters, findCounterPost, registerAtCounter } from '#people';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import type { Actions, PageServerLoad } from './$types';

const usualDays = 30;
const dayMs = 86_400_000;

export const load: PageServerLoad = async ({ locals }) => {
	if (!(await findCounterPost(officerOf(locals), 'person')))
		throw new Refusal('forbidden', 'people/no-counter');
	const at = now();
	return {
		documents: counters.person.documents.map((value) => ({
			value,
			label: locals.t(`people.document.${value}`),
		})),
		today: dayOf(at),
		until: dayOf(new Date(at.getTime() + usualDays * dayMs)),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				await registerAtCounter(officerOf(event.locals), {
					document: textOf(form, 'document'),
					name: textOf(form, 'name'),
					nik: textOf(form, 'nik'),
					birthDate: textOf(form, 'birthDate'),
					from: dayOf(now()),
					until: textOf(form, 'to'),
					agreed: form.get('agreed') === 'on',
				});
				redirect(303, '/meja/loket');
			},
			{ forget: ['nik'] },
		),
};
