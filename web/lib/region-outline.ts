import { type MapShapes, mapShapes } from '#regions';

const width = 640;
const height = 480;
const margin = 12;

type Ring = Extract<MapShapes, { kind: 'outlines' }>['shapes'][number]['polygons'][number][number];
export type Outline = {
	name: string;
	rings: Ring[];
	west: number;
	south: number;
	east: number;
	north: number;
};

/** The imported outline of a government; null where none was imported: a schematic map is no place to point at. */
export async function outlineOf(pemda: string): Promise<Outline | null> {
	const shapes = await mapShapes({ level: 2 });
	if (shapes.kind !== 'outlines') return null;
	const shape = shapes.shapes.find(({ code }) => code === pemda);
	if (!shape) return null;
	const rings = shape.polygons.flat();
	const all = rings.flat();
	const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
	return {
		name: shape.name,
		rings,
		west: Math.min(...xs),
		south: Math.min(...ys),
		east: Math.max(...xs),
		north: Math.max(...ys),
	};
}

/** Degrees are square this near the equator; the drawing keeps their shape and stands in the middle. */
function frameOf({ west, south, east, north }: Outline) {
	const scale = Math.min((width - 2 * margin) / (east - west), (height - 2 * margin) / (north - south));
	const left = (width - scale * (east - west)) / 2;
	const top = (height - scale * (north - south)) / 2;
	return {
		x: (lon: number) => left + (lon - west) * scale,
		y: (lat: number) => top + (north - lat) * scale,
		lon: (x: number) => west + (x - left) / scale,
		lat: (y: number) => north - (y - top) / scale,
	};
}

/** Where on the ground a picture was pressed, to five places. */
export function pointAt(outline: Outline, x: number, y: number): { lat: number; lon: number } {
	const frame = frameOf(outline);
	const round = (value: number) => Math.round(value * 1e5) / 1e5;
	return { lat: round(frame.lat(y)), lon: round(frame.lon(x)) };
}

export function drawOutline(outline: Outline, point?: { lat: number; lon: number }): string {
	const frame = frameOf(outline);
	const path = outline.rings
		.map(
			(ring) =>
				`M${ring.map(([lon, lat]) => `${frame.x(lon).toFixed(1)} ${frame.y(lat).toFixed(1)}`).join('L')}Z`,
		)
		.join('');
	const mark = point
		? `<circle cx="${frame.x(point.lon).toFixed(1)}" cy="${frame.y(point.lat).toFixed(1)}" r="9" fill="#8a1c2b" stroke="#fff" stroke-width="3"/>`
		: '';
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#dfeaf0"/><path d="${path}" fill="#fbf8f3" stroke="#0b5c7a" stroke-width="1.5" stroke-linejoin="round"/>${mark}</svg>`;
}
