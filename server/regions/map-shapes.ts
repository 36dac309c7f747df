import { z } from 'zod';
import { mapTiles } from './facts.ts';
import type { Ring } from './geometry.ts';
import { readDocument, readTable } from './read-facts.ts';
import { type Level, province } from './region.ts';
import { type Snapshot, snapshot } from './snapshot.ts';
import { selectDrawings } from './store/boundaries.ts';

export type Shape = { code: string; name: string; polygons: Ring[][] };
export type Tile = { code: string; name: string; column: number; row: number };
export type Dot = { code: string; name: string; lat: number; lon: number };

/**
 * What a map is drawn from. `outlines`: imported borders. `schematic`: one tile for each kabupaten and kota, roughly
 * where it lies, or (inside a government) dots that are only spread out, with the coast for orientation; say so beside it.
 */
export type MapShapes =
	| { kind: 'outlines'; shapes: Shape[]; source: string }
	| { kind: 'schematic'; tiles: Tile[]; dots: Dot[]; coastline: Ring[]; source: string };

const drawn = new WeakMap<Snapshot, Map<string, Promise<MapShapes>>>();

/** The places of a level (2 unless told) within a place (the province unless told). Kept in memory until something changes. */
export async function mapShapes(wanted: { level?: Level; within?: string } = {}): Promise<MapShapes> {
	const facts = await snapshot();
	const { level = 2, within = province } = wanted;
	const kept = drawn.get(facts) ?? new Map<string, Promise<MapShapes>>();
	drawn.set(facts, kept);
	const key = `${level} ${within}`;
	const shapes = kept.get(key) ?? draw(facts, level, within);
	kept.set(key, shapes);
	shapes.catch(() => kept.delete(key));
	return shapes;
}

async function draw(facts: Snapshot, level: Level, within: string): Promise<MapShapes> {
	const drawings = facts.outlined.includes(level) ? await selectDrawings(level, within) : [];
	if (drawings.length > 0) {
		const shapes = drawings.map(({ code, name, polygons }) => ({ code, name, polygons }));
		return { kind: 'outlines', shapes, source: drawings[0]?.source ?? '' };
	}
	const [tiles, coast] = await Promise.all([
		readTable('map-tiles.csv', mapTiles),
		readDocument('coastline.json', coastline),
	]);
	const places = [...facts.regions.values()].filter(
		(region) => region.level === level && region.code.startsWith(within),
	);
	const nameOf = (code: string) => facts.regions.get(code)?.name ?? code;
	return {
		kind: 'schematic',
		tiles: level === 2 ? tiles.map((tile) => ({ ...tile, name: nameOf(tile.code) })) : [],
		dots: places.map(({ code, name, lat, lon }) => ({ code, name, lat, lon })),
		coastline: coast.rings,
		source: coast.source,
	};
}

const coastline = z.object({
	source: z.string(),
	extent: z.tuple([z.number(), z.number(), z.number(), z.number()]),
	rings: z.array(z.array(z.tuple([z.number(), z.number()]))),
});
