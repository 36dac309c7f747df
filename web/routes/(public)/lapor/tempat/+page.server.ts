import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { openDraft, placeInForm } from '#lib/draft.ts';
import { drawMap } from '#lib/draw-map.ts';
import {
	findNearest,
	findRegion,
	listAncestors,
	listChildren,
	mapShapes,
	type Region,
	searchRegions,
} from '#regions';
import { answerDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

const asChoice = (region: Region, where = '') => ({
	code: region.code,
	name: region.officialName,
	where,
	level: region.level,
});

/** First the regency, then the kecamatan, then the village: each by searching, by the map or from the list. */
export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const { searchParams } = event.url;
	const typed = (searchParams.get('q') ?? '').trim().slice(0, 80);
	const within = await findRegion(searchParams.get('dalam') ?? '');
	const found = typed ? await searchRegions(typed, { levels: [2, 3, 4], limit: 12 }) : [];
	const inside = within ? await listChildren(within.code) : [];
	const path = within ? [...(await listAncestors(within.code)).reverse(), within] : [];
	return {
		typed,
		place: await placeInForm(draft, 'tempat'),
		change: searchParams.has('ubah'),
		found: found.map((region) => asChoice(region, region.where)),
		within: within && within.level > 1 ? asChoice(within) : null,
		path: path.map((region) => asChoice(region)),
		inside: inside.map((region) => asChoice(region)),
		map: within ? null : drawMap(await mapShapes(), (code) => ({ href: `?dalam=${code}` }), 'places'),
		chosen: draft.answers.region ? ((await findRegion(draft.answers.region))?.officialName ?? null) : null,
	};
};

export const actions: Actions = {
	choose: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			await answerDraft(draft, { region: textOf(form, 'region'), lat: null, lon: null });
			redirect(303, `/lapor/titik${event.url.searchParams.has('ubah') ? '?ubah' : ''}`);
		}),
	here: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const [lat, lon] = [Number(textOf(form, 'lat')), Number(textOf(form, 'lon'))];
			const near = await findNearest(lat, lon);
			await answerDraft(draft, { region: near?.regency.code ?? '', lat, lon });
			redirect(303, `/lapor/titik${event.url.searchParams.has('ubah') ? '?ubah' : ''}`);
		}),
	unknown: (event) =>
		act(event, async () => {
			const draft = await openDraft(event);
			const answers = await answerDraft(draft, { region: null, lat: null, lon: null });
			redirect(
				303,
				event.url.searchParams.has('ubah')
					? '/lapor/periksa'
					: (await placeInForm({ ...draft, answers }, 'tempat')).next,
			);
		}),
};
