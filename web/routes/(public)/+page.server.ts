import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { remember } from '#lib/choices.ts';
import { drawMap } from '#lib/draw-map.ts';
import { findHappening } from '#lib/happening.ts';
import { findRegion, getRegion, listChildren, mapShapes } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, locals }) => {
	const chosen = cookies.get('region') ?? '';
	const [regencies, mine, shapes] = await Promise.all([listChildren(), findRegion(chosen), mapShapes()]);
	const region = mine?.level === 2 ? mine.code : undefined;
	const people = new Map(regencies.map(({ code, population }) => [code, population ?? 0]));
	const about = (code: string) => ({
		href: `/wilayah/${code}`,
		chosen: code === mine?.code,
		rank: people.get(code) ?? 0,
	});
	return {
		regencies,
		mine,
		happening: await findHappening(region, locals.lang),
		map: drawMap(shapes, about, 'places'),
	};
};

export const actions: Actions = {
	region: (event) =>
		act(event, async (form) => {
			const region = await getRegion(textOf(form, 'region'));
			remember(event.cookies, event.url, 'region', region.pemda);
			redirect(303, '/#daerah');
		}),
};
