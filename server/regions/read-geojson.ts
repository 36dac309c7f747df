import { z } from 'zod';
import { Refusal } from '#platform/refusal';
import type { Polygon } from './geometry.ts';
import { levelOf, type Region } from './region.ts';

export type Feature = { code: string; level: number; polygons: Polygon[] };

/** Columns that known publishers keep the code in: ours, Badan Informasi Geospasial's, common exports. */
const codeColumns = [
	'code',
	'kode',
	'KODE',
	'kode_wilayah',
	'kdepum',
	'KDEPUM',
	'kdcpum',
	'KDCPUM',
	'kdpkab',
	'KDPKAB',
	'id',
	'ID',
];

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z.array(position).min(4);
const geometry = z.discriminatedUnion('type', [
	z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
	z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).min(1) });
const feature = z.object({
	type: z.literal('Feature'),
	properties: z.record(z.string(), z.unknown()),
	geometry,
});

/**
 * The outlines in a GeoJSON text, each of a place of ours. The column with the code may have one of several names, the
 * code its dots or not. Refuses `regions/outlines-…`: what is wrong, with the number of the first bad feature.
 */
export function readGeojson(text: string, regions: Map<string, Region>): Feature[] {
	const read = collection.safeParse(parse(text));
	if (!read.success) throw new Refusal('invalid', 'regions/outlines-not-geojson');
	const seen = new Set<string>();
	return read.data.features.map((found, index) => {
		const checked = feature.safeParse(found);
		if (!checked.success) throw wrong(index + 1, 'outlines-not-polygon');
		const { properties, geometry: shape } = checked.data;
		const region = codesIn(properties).flatMap((code) => regions.get(code) ?? [])[0];
		if (!region) throw wrong(index + 1, 'outlines-without-code');
		if (seen.has(region.code)) throw wrong(index + 1, 'outlines-twice');
		seen.add(region.code);
		const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
		return { code: region.code, level: region.level, polygons: polygons.map((rings) => rings.map(closed)) };
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Refusal('invalid', 'regions/outlines-not-geojson');
	}
}

/** Codes among the properties, the longest first: a file of villages also names their kecamatan. */
function codesIn(properties: Record<string, unknown>): string[] {
	return codeColumns
		.flatMap((column) => withDots(String(properties[column] ?? '')))
		.sort((a, b) => b.length - a.length);
}

function withDots(text: string): string[] {
	const digits = text.replace(/[^0-9]/g, '');
	const [, province = '', regency, district, village] =
		digits.match(/^(\d{2})(\d{2})?(\d{2})?(\d{4})?$/) ?? [];
	const code = [province, regency, district, village].filter(Boolean).join('.');
	return levelOf(code) ? [code] : [];
}

function closed(positions: [number, number, ...number[]][]): [number, number][] {
	const plain = positions.map(([lon, lat]): [number, number] => [lon, lat]);
	const [first, last] = [plain[0], plain.at(-1)];
	if (first && last && (first[0] !== last[0] || first[1] !== last[1])) plain.push(first);
	return plain;
}

type Problem = 'outlines-not-polygon' | 'outlines-without-code' | 'outlines-twice';

function wrong(feature: number, problem: Problem): Refusal {
	return new Refusal('invalid', `regions/${problem}`, { params: { feature } });
}
