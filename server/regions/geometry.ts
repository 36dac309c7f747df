/** [longitude, latitude] in degrees, as GeoJSON has it. */
export type Position = [number, number];
/** Closed: the last position is the first. */
export type Ring = Position[];
/** The outer ring, then its holes. */
export type Polygon = Ring[];
/** west, south, east, north. */
export type Extent = [number, number, number, number];

const kmPerDegree = 111.2;

export function distanceKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
	const dx = (a.lon - b.lon) * Math.cos(((a.lat + b.lat) * Math.PI) / 360);
	return Math.hypot(dx, a.lat - b.lat) * kmPerDegree;
}

/** Whether a point lies in one of the polygons and in none of its holes. */
export function contains(polygons: Polygon[], lat: number, lon: number): boolean {
	return polygons.some((rings) => rings.filter((ring) => crossings(ring, lat, lon) % 2 === 1).length === 1);
}

function crossings(ring: Ring, lat: number, lon: number): number {
	let count = 0;
	for (const [index, [x, y]] of ring.entries()) {
		const [px, py] = ring[index === 0 ? ring.length - 1 : index - 1] ?? [x, y];
		if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) count++;
	}
	return count;
}

export function extentOf(polygons: Polygon[]): Extent {
	const extent: Extent = [180, 90, -180, -90];
	for (const [lon, lat] of polygons.flat(2)) {
		extent[0] = Math.min(extent[0], lon);
		extent[1] = Math.min(extent[1], lat);
		extent[2] = Math.max(extent[2], lon);
		extent[3] = Math.max(extent[3], lat);
	}
	return extent;
}

/** Twice the area inside a ring in square degrees, positive counter-clockwise. */
export function areaOf(ring: Ring): number {
	let sum = 0;
	for (const [index, [x, y]] of ring.entries()) {
		const [px, py] = ring[index === 0 ? ring.length - 1 : index - 1] ?? [x, y];
		sum += px * y - x * py;
	}
	return sum;
}
