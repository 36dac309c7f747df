import { drawMap } from '#lib/draw-map.ts';
import { getRegion, listChildren, mapShapes, type Region, searchRegions } from '#regions';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
	const q = (url.searchParams.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 80);
	const [province, regencies, shapes, found] = await Promise.all([
		getRegion('12'),
		listChildren(),
		mapShapes(),
		q ? searchRegions(q, { limit: 30 }) : [],
	]);
	const people = new Map(regencies.map(({ code, population }) => [code, population ?? 0]));
	const districts = await listInside(regencies);
	const villages = await listInside(districts);
	return {
		q,
		counts: { regencies: regencies.length, districts: districts.length, villages: villages.length },
		province,
		groups: Object.entries(Object.groupBy([...regencies].sort(byName), ({ kind }) => kind)).map(
			([kind, regions = []]) => ({ kind, regions }),
		),
		found,
		map: drawMap(shapes, (code) => ({ href: `/wilayah/${code}`, rank: people.get(code) ?? 0 }), 'places'),
	};
};

const { compare } = new Intl.Collator('id');
const byName = (a: Region, b: Region) => compare(a.name, b.name);

async function listInside(regions: Region[]): Promise<Region[]> {
	return (await Promise.all(regions.map(({ code }) => listChildren(code)))).flat();
}
