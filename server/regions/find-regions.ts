import { Refusal } from '#platform/refusal';
import { pathOf, province, type Region } from './region.ts';
import { snapshot } from './snapshot.ts';

/** From memory; undefined when there is no such place. */
export async function findRegion(code: string): Promise<Region | undefined> {
	return (await snapshot()).regions.get(code);
}

/** From memory. Refuses `regions/no-such-region`. */
export async function getRegion(code: string): Promise<Region> {
	const region = await findRegion(code);
	if (!region) throw new Refusal('not-found', 'regions/no-such-region');
	return region;
}

/** What lies directly in a place, by code; without one, the kabupaten and kota of the province. From memory. */
export async function listChildren(code: string = province): Promise<Region[]> {
	return (await snapshot()).children.get(code) ?? [];
}

/** The places a place lies in, the nearest first and without the province: kecamatan, then kabupaten or kota. */
export async function listAncestors(code: string): Promise<Region[]> {
	const { regions } = await snapshot();
	return pathOf(code)
		.slice(1, -1)
		.reverse()
		.flatMap((ancestor) => regions.get(ancestor) ?? []);
}
