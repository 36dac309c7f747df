import { contains, distanceKm } from './geometry.ts';
import { province, type Region } from './region.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { selectOutlinesAt } from './store/boundaries.ts';

/** How a place was found: inside its imported outline, nearest published centre, or nearest of points that are only spread out. */
export type FoundBy = 'outline' | 'centre' | 'schematic';
export type Nearest = {
	regency: Region;
	kecamatan: Region | undefined;
	village: Region | undefined;
	/** Of the regency, and of what lies in it. A `schematic` find is a guess to be confirmed, not an answer. */
	by: { regency: FoundBy; kecamatan: FoundBy; village: FoundBy };
	/** To the regency's centre. */
	distanceKm: number;
};

/** Farther than this from every centre is not in the province; the outer islands are about 100 km from theirs. */
const farthestKm = 120;

/**
 * Where a point lies. With imported outlines: inside which; without, the kabupaten or kota whose centre is nearest for
 * its size (distance by the root of the radius: right for 78 of 100 points, the bare distance for 68 to 75). Undefined
 * outside the province.
 */
export async function findNearest(lat: number, lon: number): Promise<Nearest | undefined> {
	const facts = await snapshot();
	const inside = await insideOutlines(facts, lat, lon);
	const regency = inside.get(2) ?? nearestRegency(facts, lat, lon);
	if (!regency) return undefined;
	const kecamatan = inside.get(3) ?? nearestOf(facts.children.get(regency.code) ?? [], lat, lon);
	const village = inside.get(4) ?? nearestOf(facts.children.get(kecamatan?.code ?? '-') ?? [], lat, lon);
	const by = (level: number): FoundBy =>
		inside.has(level) ? 'outline' : level === 2 ? 'centre' : 'schematic';
	return {
		regency,
		kecamatan,
		village,
		by: { regency: by(2), kecamatan: by(3), village: by(4) },
		distanceKm: distanceKm(regency, { lat, lon }),
	};
}

async function insideOutlines(facts: Snapshot, lat: number, lon: number): Promise<Map<number, Region>> {
	const inside = new Map<number, Region>();
	if (facts.outlined.length === 0) return inside;
	for (const { code, level, outline } of await selectOutlinesAt(lat, lon)) {
		const region = facts.regions.get(code);
		if (region && contains(outline, lat, lon)) inside.set(level, region);
	}
	return inside;
}

function nearestRegency(facts: Snapshot, lat: number, lon: number): Region | undefined {
	const distance = (region: Region) => distanceKm(region, { lat, lon });
	const radiusKm = (region: Region) => Math.sqrt((region.areaKm2 ?? 1000) / Math.PI);
	const within = (facts.children.get(province) ?? []).filter((region) => distance(region) <= farthestKm);
	return best(within, (region) => distance(region) / Math.sqrt(radiusKm(region)));
}

function nearestOf(regions: Region[], lat: number, lon: number): Region | undefined {
	return best(regions, (region) => distanceKm(region, { lat, lon }));
}

function best(regions: Region[], measure: (region: Region) => number): Region | undefined {
	return regions.reduce<Region | undefined>((a, b) => (a && measure(a) <= measure(b) ? a : b), undefined);
}
