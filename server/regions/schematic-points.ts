import type { Region } from './region.ts';

type Point = { lat: number; lon: number };
const goldenAngle = Math.PI * (3 - Math.sqrt(5));
const kmPerDegree = 111.2;

/** Kilometres around a district's schematic point that its villages are spread over. */
const districtRadiusKm = 4;
/** Of the circle with the area of the parent: most are no circles, and some lie at the sea. */
const usedShare = 0.55;

/**
 * Points for places whose real ones no free source gives: spread evenly around their parent's, like the seeds of a
 * sunflower, always the same for the same order. They keep marks apart on a map and say nothing of the real place.
 */
export function spreadPoints(parent: Pick<Region, 'lat' | 'lon' | 'areaKm2'>, count: number): Point[] {
	const radiusKm =
		parent.areaKm2 === null ? districtRadiusKm : Math.sqrt(parent.areaKm2 / Math.PI) * usedShare;
	return Array.from({ length: count }, (_, index) => {
		const distance = (radiusKm * Math.sqrt((index + 0.5) / count)) / kmPerDegree;
		const angle = index * goldenAngle;
		return {
			lat: round(parent.lat + distance * Math.sin(angle)),
			lon: round(parent.lon + (distance * Math.cos(angle)) / Math.cos((parent.lat * Math.PI) / 180)),
		};
	});
}

function round(degrees: number): number {
	return Math.round(degrees * 10_000) / 10_000;
}
