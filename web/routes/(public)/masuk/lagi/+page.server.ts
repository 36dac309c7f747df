import { redirect } from '@sveltejs/kit';
import { isFresh, proofOf } from '#identity';
import { act } from '#lib/act.ts';
import { ownPath } from '#lib/choices.ts';
import { proofField } from '#lib/proof-field.ts';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

/** Shows a factor anew before a dangerous page, and goes back to it. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { actor } = locals;
	if (actor.kind !== 'officer') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
	const back = ownPath(url.searchParams.get('kembali') ?? '');
	if (await isFresh(actor)) redirect(303, back);
	return { proof: await proofOf(actor), field: proofField };
};

export const actions: Actions = {
	/** `act` takes the proof itself: what is left is the way back. */
	default: (event) =>
		act(event, async () => {
			const { actor } = event.locals;
			if (actor.kind !== 'officer') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
			if (!(await isFresh(actor))) throw new Refusal('forbidden', 'identity/not-fresh');
			redirect(303, ownPath(event.url.searchParams.get('kembali') ?? ''));
		}),
};
