import { redirect } from '@sveltejs/kit';
import { confirmFollow, formatNumber, unfollow } from '#casework';
import { act } from '#lib/act.ts';
import type { Actions } from './$types';

/** A button, not the opening itself, answers: programs that read mail open links too. */
export const actions: Actions = {
	confirm: (event) =>
		act(event, async () => {
			const { number } = await confirmFollow(event.params.token);
			redirect(303, `/lacak/${formatNumber(number)}?ikut=2#ikuti`);
		}),
	end: (event) =>
		act(event, async () => {
			const { number } = await unfollow(event.params.token);
			redirect(303, `/lacak/${formatNumber(number)}?ikut=0#ikuti`);
		}),
};
