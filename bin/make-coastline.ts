import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { areaOf, type Extent, type Position, type Ring } from '../server/regions/geometry.ts';
import { simplifyOutlines } from '../server/regions/simplify-outlines.ts';

/**
 * Makes `data/coastline.json`: the land around North Sumatra from Natural Earth (1:10m, public domain, through the
 * package world-atlas), cut to the province's surroundings and thinned. Run it when the package changes.
 */
const extent: Extent = [96.8, -0.9, 100.9, 4.6];
const toleranceDegrees = 0.008;

/** What we need of a TopoJSON topology: arcs of whole-number steps on a grid, and polygons that name arcs. */
const polygon = z.array(z.array(z.int()));
const topology = z.object({
	arcs: z.array(z.array(z.tuple([z.number(), z.number()]))),
	transform: z.object({
		scale: z.tuple([z.number(), z.number()]),
		translate: z.tuple([z.number(), z.number()]),
	}),
	objects: z.object({
		land: z.object({
			geometries: z.array(z.object({ type: z.literal('MultiPolygon'), arcs: z.array(polygon) })),
		}),
	}),
});
const source = new URL(import.meta.resolve('world-atlas/land-10m.json'));
const land = topology.parse(JSON.parse(await readFile(source, 'utf8')));
const arcs: Ring[] = land.arcs.map(unfold);

const pieces = land.objects.land.geometries.flatMap((geometry) =>
	geometry.arcs.map((rings) => rings.map(join)),
);
const clipped = pieces
	.map((rings) => rings.map(clip).filter((ring) => ring.length >= 4))
	.filter((rings) => rings.length > 0);
const rings = simplifyOutlines(
	clipped.map((polygon) => [polygon]),
	toleranceDegrees,
)
	.flat(2)
	.filter((ring) => Math.abs(areaOf(ring)) > toleranceDegrees ** 2 * 4);

const out = {
	source: 'Natural Earth 1:10m, public domain; schematic, not for borders',
	extent,
	rings: rings.map((ring) => ring.map(([x, y]) => [round(x), round(y)])),
};
const target = new URL('../data/coastline.json', import.meta.url);
await writeFile(target, `${JSON.stringify(out)}\n`);
console.log(`data/coastline.json: ${rings.length} rings, ${rings.flat().length} points`);

/** From steps on the grid to degrees. */
function unfold(steps: [number, number][]): Ring {
	const { scale, translate } = land.transform;
	let [x, y] = [0, 0];
	return steps.map(([dx, dy]): Position => {
		x += dx;
		y += dy;
		return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
	});
}

/** A ring of arcs, each beginning where the one before ended; a negative number names an arc to be walked backwards. */
function join(names: number[]): Ring {
	return names.flatMap((name, index) => {
		const arc = name >= 0 ? (arcs[name] ?? []) : (arcs[~name] ?? []).toReversed();
		return index === 0 ? arc : arc.slice(1);
	});
}

function round(degrees: number): number {
	return Math.round(degrees * 1000) / 1000;
}

/** Sutherland–Hodgman: one side of the rectangle after the other. */
function clip(ring: Ring): Ring {
	const [west, south, east, north] = extent;
	const sides: [axis: 0 | 1, bound: number, sign: 1 | -1][] = [
		[0, west, 1],
		[0, east, -1],
		[1, south, 1],
		[1, north, -1],
	];
	const cut = sides.reduce<Ring>(
		(left, [axis, bound, sign]) => clipSide(left, axis, bound, sign),
		ring.slice(0, -1),
	);
	const [first] = cut;
	return first ? [...cut, first] : [];
}

function clipSide(ring: Ring, axis: 0 | 1, bound: number, sign: 1 | -1): Ring {
	const isInside = (position: Position) => sign * (position[axis] - bound) >= 0;
	return ring.flatMap((to, index) => {
		const from = ring[index === 0 ? ring.length - 1 : index - 1] ?? to;
		const crossing = isInside(from) === isInside(to) ? [] : [crossingAt(from, to, axis, bound)];
		return isInside(to) ? [...crossing, to] : crossing;
	});
}

function crossingAt(from: Position, to: Position, axis: 0 | 1, bound: number): Position {
	const share = (bound - from[axis]) / (to[axis] - from[axis]);
	return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
