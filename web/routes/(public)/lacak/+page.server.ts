import { redirect } from '@sveltejs/kit';
import { formatNumber, parseNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
	const typed = (url.searchParams.get('nomor') ?? '').slice(0, 40);
	const number = parseNumber(typed);
	if (number) redirect(303, `/lacak/${formatNumber(number)}`);
	return { typed };
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const number = parseNumber(textOf(form, 'nomor').slice(0, 100));
			if (!number) {
				throw new Refusal('invalid', 'casework/number-wrong', {
					fields: { nomor: 'refusal.casework.number-wrong' },
				});
			}
			redirect(303, `/lacak/${formatNumber(number)}`);
		}),
};
