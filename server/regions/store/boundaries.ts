import { type Db, db } from '#platform/db';
import type { Extent, Polygon } from '../geometry.ts';

export type Boundary = {
	code: string;
	level: number;
	outline: Polygon[];
	drawing: Polygon[];
	extent: Extent;
};

/** The outlines whose extent holds a point: a handful, by the index. */
export async function selectOutlinesAt(
	lat: number,
	lon: number,
): Promise<{ code: string; level: number; outline: Polygon[] }[]> {
	const { rows } = await db.query<{ code: string; level: number; outline: Polygon[] }>({
		name: 'regions.outlines-at',
		text: 'select code, level, outline from regions.boundary where extent @> box(point($2, $1), point($2, $1))',
		values: [lat, lon],
	});
	return rows;
}

export type Drawing = { code: string; name: string; polygons: Polygon[]; source: string };

export async function selectDrawings(level: number, within: string): Promise<Drawing[]> {
	const { rows } = await db.query<Drawing>({
		text: `select b.code, r.name, b.drawing as polygons, b.source
			from regions.boundary b join regions.region r using (code)
			where b.level = $1 and b.code like $2 || '%' order by b.code`,
		values: [level, within],
	});
	return rows;
}

/** All outlines of the levels among them are replaced by these. */
export async function replaceBoundaries(
	on: Db,
	boundaries: Boundary[],
	source: string,
	by: string,
): Promise<void> {
	const levels = [...new Set(boundaries.map((boundary) => boundary.level))];
	await on.query({ text: 'delete from regions.boundary where level = any ($1::int[])', values: [levels] });
	await on.query({
		text: `insert into regions.boundary (code, level, outline, drawing, extent, source, imported_by)
			select code, level, outline, drawing, box(point(west, south), point(east, north)), $2, $3
			from json_to_recordset($1) as x(code text, level smallint, outline jsonb, drawing jsonb, west float8, south float8,
				east float8, north float8)`,
		values: [JSON.stringify(boundaries.map(asRow)), source, by],
	});
}

function asRow({ extent: [west, south, east, north], ...boundary }: Boundary): object {
	return { ...boundary, west, south, east, north };
}
