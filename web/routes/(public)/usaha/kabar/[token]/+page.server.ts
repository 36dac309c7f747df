import { redirect } from '@sveltejs/kit';
import { confirmSearch, stopNews } from '#business';
import { act } from '#lib/act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ stopped: url.searchParams.get('berhenti') === '1' });

/** A button, not the opening itself, answers: programs that read mail open links too. */
export const actions: Actions = {
	confirm: (event) =>
		act(event, async () => {
			const { query } = await confirmSearch(event.params.token);
			redirect(303, `/usaha/tender?${[query, 'kabar=2'].filter(Boolean).join('&')}#kabar`);
		}),
	end: (event) =>
		act(event, async () => {
			await stopNews(event.params.token);
			redirect(303, '?berhenti=1');
		}),
};
