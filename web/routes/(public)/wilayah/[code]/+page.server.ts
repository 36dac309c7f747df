import { redirect } from '@sveltejs/kit';
import { remember } from '#lib/choices.ts';
import { drawMap } from '#lib/draw-map.ts';
import { findHappening } from '#lib/happening.ts';
import { getPemda, getRegion, listAncestors, listChildren, listOffices, mapShapes } from '#regions';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const region = await getRegion(params.code);
	if (region.level === 1) redirect(308, '/wilayah');
	const [pemda, ancestors, children, offices, map] = await Promise.all([
		getPemda(region.pemda),
		listAncestors(region.code),
		listChildren(region.code),
		listOffices(region.pemda, { region: region.code }),
		mapOf(region.code, region.level),
	]);
	const own = region.level === 2 ? offices.filter(({ region: at }) => at === region.code) : offices;
	const names = own
		.map(({ id, name }) => ({
			name: name.replace(` ${pemda.name}`, ''),
			href: `/laporan?holder=${region.pemda}&office=${id}`,
		}))
		.sort((a, b) => byName(a.name, b.name));
	const sorted = [...children].sort((a, b) => byName(a.name, b.name));
	return {
		...{ region, pemda, ancestors: ancestors.reverse(), children: sorted, offices: names, map },
		happening: await findHappening(region.code, locals.lang),
	};
};

const byName = new Intl.Collator('id').compare;

/** Only where outlines were imported: points that are merely spread out would say something untrue. */
async function mapOf(code: string, level: number) {
	if (level !== 2 && level !== 3) return undefined;
	const shapes = await mapShapes({ level: level === 2 ? 3 : 4, within: code });
	return shapes.kind === 'outlines'
		? drawMap(shapes, (inside) => ({ href: `/wilayah/${inside}` }), 'places')
		: undefined;
}

export const actions: Actions = {
	mine: async ({ params, cookies, url }) => {
		const region = await getRegion(params.code);
		remember(cookies, url, 'region', region.pemda);
		redirect(303, '/#daerah');
	},
};
