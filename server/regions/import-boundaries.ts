import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { record } from '#platform/audit';
import { extentOf } from './geometry.ts';
import { readGeojson } from './read-geojson.ts';
import { province } from './region.ts';
import { simplifyOutlines } from './simplify-outlines.ts';
import { forgetSnapshot, snapshot } from './snapshot.ts';
import { replaceBoundaries } from './store/boundaries.ts';
import { asOwner } from './store/owner-transaction.ts';

/** Degrees; 0.0005 is about 55 m, to say where a point lies; drawings need less, the finer the smaller the places. */
const outlineTolerance = 0.0005;
const drawingTolerance: Record<number, number> = { 1: 0.01, 2: 0.006, 3: 0.002, 4: 0.0008 };

/**
 * Takes in official outlines from a GeoJSON file and replaces all of the levels it has (kabupaten/kota, kecamatan,
 * villages). From then on points are placed by them and maps drawn with them. A wrong file changes nothing. Refuses
 * `regions/outlines-…` naming the first bad feature. As the owner: for the operator's command.
 */
export async function importBoundaries(
	path: string,
	by: string,
): Promise<{ count: number; levels: number[] }> {
	const { regions } = await snapshot();
	const features = readGeojson(await readFile(path, 'utf8'), regions);
	const boundaries = [...Map.groupBy(features, (feature) => feature.level)].flatMap(([level, ofLevel]) => {
		const shapes = ofLevel.map((feature) => feature.polygons);
		const outlines = simplifyOutlines(shapes, outlineTolerance);
		const drawings = simplifyOutlines(shapes, drawingTolerance[level] ?? outlineTolerance);
		return ofLevel.map((feature, index) => ({
			code: feature.code,
			level,
			outline: outlines[index] ?? [],
			drawing: drawings[index] ?? [],
			extent: extentOf(outlines[index] ?? []),
		}));
	});
	const levels = [...new Set(boundaries.map((boundary) => boundary.level))].sort();
	await asOwner(async (tx) => {
		await replaceBoundaries(tx, boundaries, basename(path), by);
		await record(tx, {
			pemda: province,
			actor: by,
			act: 'regions/import-boundaries',
			subject: 'boundaries',
			detail: { file: basename(path), count: boundaries.length, levels },
		});
	});
	forgetSnapshot();
	return { count: boundaries.length, levels };
}
