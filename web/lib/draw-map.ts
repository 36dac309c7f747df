import type { MapShapes } from '#regions';
import type { MapArea, MapPoint } from './components/RegionMap.svelte';
import { lakeToba } from './lake-toba.ts';
import { nameAreas, placeLabels } from './place-labels.ts';

type Ring = readonly (readonly [number, number])[];
type About = Pick<MapArea, 'href' | 'step' | 'note' | 'chosen' | 'text'> & {
	/** Whose name is written where there is not room for all: the higher first. */
	rank?: number;
};
export type Drawing = {
	viewBox: [number, number, number, number];
	land: string | undefined;
	water: string | undefined;
	areas: MapArea[];
	points: MapPoint[];
	schematic: boolean;
};

/** Units of the drawing in a degree: a pixel on a phone is about two of them. */
const perDegree = 200;
const tile = 100;
const gap = 6;
/** North Sumatra with a little sea around it: west, south, east, north. */
const province = [96.9, -0.75, 100.75, 4.4] as const;

/**
 * What `RegionMap` draws from what `#regions` knows: imported outlines where there are any, else either `tiles` (one
 * square each, for comparing) or `places` (points on the coast, for finding). `about` says what is known of a place.
 */
export function drawMap(
	shapes: MapShapes,
	about: (code: string) => About,
	look: 'tiles' | 'places' = 'tiles',
): Drawing {
	if (shapes.kind === 'outlines') return drawOutlines(shapes.shapes, about, look === 'places');
	return look === 'tiles' ? drawTiles(shapes.tiles, about) : drawPlaces(shapes, about);
}

function drawOutlines(
	shapes: Extract<MapShapes, { kind: 'outlines' }>['shapes'],
	about: (code: string) => About,
	named: boolean,
): Drawing {
	const points = shapes.flatMap((shape) => shape.polygons.flatMap((polygon) => polygon[0] ?? []));
	const xs = points.map(([lon]) => toX(lon));
	const ys = points.map(([, lat]) => toY(lat));
	const [left, top] = [least(xs), least(ys)];
	const size: [number, number] = [-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - top];
	const zoom = size[0] > 0 ? Math.max(1, 800 / size[0]) : 1;
	const at = ([lon, lat]: readonly [number, number]): [number, number] => [
		(toX(lon) - left) * zoom,
		(toY(lat) - top) * zoom,
	];
	const [width, height] = [Math.round(size[0] * zoom), Math.round(size[1] * zoom)];
	const known = shapes.map(({ code, name, polygons }) => ({ code, name, polygons, ...about(code) }));
	const names = named
		? nameAreas(
				known.sort(byRank).map((area) => ({ ...area, middle: middleOf(area.polygons, at) })),
				width,
			)
		: [];
	const middles = new Map(names.map(({ code, middle }) => [code, middle]));
	return {
		viewBox: [-margin, -margin, width + 2 * margin, height + 2 * margin],
		land: undefined,
		water: undefined,
		areas: known.map(({ polygons, rank, ...area }) => ({
			...area,
			path: pathOf(polygons.flat(), at),
			named: middles.get(area.code),
		})),
		points: [],
		schematic: false,
	};
}

const margin = 8;
const byRank = (a: About, b: About) => (b.rank ?? 0) - (a.rank ?? 0);

/** The centre of gravity of the largest part of an area. */
function middleOf(
	polygons: Ring[][],
	at: (point: readonly [number, number]) => [number, number],
): { x: number; y: number } {
	const parts = polygons.map((polygon) => weigh((polygon[0] ?? []).map(at)));
	return parts.reduce((a, b) => (b.size > a.size ? b : a), { size: 0, x: 0, y: 0 });
}

function weigh(ring: [number, number][]): { size: number; x: number; y: number } {
	let [twice, x, y] = [0, 0, 0];
	for (const [index, [x1, y1]] of ring.entries()) {
		const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
		const cross = x1 * y2 - x2 * y1;
		twice += cross;
		x += (x1 + x2) * cross;
		y += (y1 + y2) * cross;
	}
	return { size: Math.abs(twice / 2), x: x / (3 * twice || 1), y: y / (3 * twice || 1) };
}

function drawTiles(
	tiles: Extract<MapShapes, { kind: 'schematic' }>['tiles'],
	about: (code: string) => About,
): Drawing {
	const columns = Math.max(...tiles.map(({ column }) => column)) + 1;
	const rows = Math.max(...tiles.map(({ row }) => row)) + 1;
	const side = tile - gap;
	return {
		viewBox: [-gap, -gap, columns * tile + gap, rows * tile + gap],
		land: undefined,
		water: undefined,
		areas: tiles.map(({ code, name, column, row }) => ({
			code,
			name,
			path: `M${column * tile} ${row * tile}h${side}v${side}h-${side}z`,
			at: { x: column * tile + side / 2, y: row * tile + side / 2 },
			...about(code),
		})),
		points: [],
		schematic: true,
	};
}

function drawPlaces(
	shapes: Extract<MapShapes, { kind: 'schematic' }>,
	about: (code: string) => About,
): Drawing {
	const [west, south, east, north] = province;
	const width = Math.round((east - west) * perDegree);
	const height = Math.round((north - south) * perDegree);
	const at = ([lon, lat]: readonly [number, number]): [number, number] => [
		(lon - west) * perDegree,
		(north - lat) * perDegree,
	];
	const points = shapes.dots.map(({ name, lat, lon, code }) => {
		const [x, y] = at([lon, lat]);
		const { rank = 0, href, note, chosen } = about(code);
		return { x: Math.round(x), y: Math.round(y), name, href, note, chosen, rank };
	});
	return {
		viewBox: [0, 0, width, height],
		land: pathOf(shapes.coastline, at),
		water: pathOf(lakeToba, at),
		areas: [],
		points: placeLabels(
			points.sort((a, b) => b.rank - a.rank),
			width,
		),
		schematic: true,
	};
}

function toX(lon: number): number {
	return lon * perDegree;
}

function toY(lat: number): number {
	return -lat * perDegree;
}

function least(values: number[]): number {
	return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** Whole units and relative steps: a third of the bytes, and nobody sees the difference. */
function pathOf(rings: readonly Ring[], at: (point: readonly [number, number]) => [number, number]): string {
	return rings
		.map((ring) => {
			let [x, y] = [0, 0];
			let path = '';
			for (const [index, point] of ring.entries()) {
				const [nextX, nextY] = at(point).map(Math.round) as [number, number]; // two in, two out
				if (index === 0) path = `M${nextX} ${nextY}l`;
				else if (nextX !== x || nextY !== y) path += `${nextX - x} ${nextY - y} `;
				[x, y] = [nextX, nextY];
			}
			return `${path.trimEnd()}z`.replace(/ -/g, '-');
		})
		.join('');
}
