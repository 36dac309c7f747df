import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { outlineOf, pointAt } from '#lib/region-outline.ts';
import { findRegion, listAncestors } from '#regions';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const region = draft.answers.region ? await findRegion(draft.answers.region) : undefined;
	if (!region) redirect(303, '/lapor/tempat');
	const above = await listAncestors(region.code);
	return {
		place: await placeInForm(draft, 'titik'),
		name: [region, ...above].map((one) => one.officialName).join(', '),
		described: draft.answers.place ?? '',
		lat: draft.answers.lat ?? null,
		lon: draft.answers.lon ?? null,
		outline: (await outlineOf(region.pemda)) !== null,
		pemda: region.pemda,
	};
};

export const actions: Actions = {
	save: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const answers = await answerDraft(draft, { place: textOf(form, 'place') });
			return goOn(event, { ...draft, answers }, 'titik');
		}),
	/** A tap on the picture of the map: an image button sends where it was pressed. */
	point: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const region = draft.answers.region ? await findRegion(draft.answers.region) : undefined;
			const outline = region && (await outlineOf(region.pemda));
			if (!outline) redirect(303, '/lapor/titik');
			await answerDraft(
				draft,
				pointAt(outline, Number(textOf(form, 'map.x')), Number(textOf(form, 'map.y'))),
			);
			redirect(303, `/lapor/titik${event.url.searchParams.has('ubah') ? '?ubah' : ''}#peta`);
		}),
};
