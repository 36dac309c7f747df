import { Refusal } from '#platform/refusal';
import { findRegion, searchRegions } from '#regions';
import type { ShownLeaf } from '#services';
import { outlineOf, pointAt } from './region-outline.ts';

type Asked = readonly Pick<ShownLeaf, 'field'>[];
/** The government whose map is shown under a point that is asked. */
export type PointMap = { code: string; name: string };

const placesFound = 4;

/** The map of the government a place lies in; null where its outline was not imported. */
export async function mapAround(place: string | null | undefined): Promise<PointMap | null> {
	const region = place ? await findRegion(place) : undefined;
	const outline = region && (await outlineOf(region.pemda));
	return outline ? { code: region.pemda, name: outline.name } : null;
}

/** Where a map was pressed: an image button sends it as `FIELD.peta.MAP.x` and `.y`. Written into the field. */
export async function takePress(fields: Asked, form: FormData): Promise<boolean> {
	for (const { field } of fields) {
		const start = `${field.id}.peta.`;
		const name = [...form.keys()].find((key) => key.startsWith(start) && key.endsWith('.x'));
		if (field.kind !== 'point' || !name) continue;
		const outline = await outlineOf(name.slice(start.length, -'.x'.length));
		if (!outline) continue;
		const { lat, lon } = pointAt(outline, Number(form.get(name)), Number(form.get(name.replace(/x$/, 'y'))));
		form.set(field.id, `${lat},${lon}`);
		return true;
	}
	return false;
}

/**
 * Reads words that were typed where a point is asked as the name of a place, whose map is then shown. Refuses
 * `applications/choice-unclear` after it has put the maps of these places in `maps`.
 */
export async function findMaps(
	fields: Asked,
	form: FormData,
	maps: Record<string, PointMap[]>,
): Promise<void> {
	const said: Record<string, string> = {};
	for (const { field } of fields) {
		const typed = String(form.get(field.id) ?? '').trim();
		if (field.kind !== 'point' || !/^[\p{L}][\p{L} .'-]+$/u.test(typed)) continue;
		const found = await searchRegions(typed, { levels: [2, 3, 4], limit: placesFound });
		const around = (await Promise.all(found.map(({ pemda }) => mapAround(pemda)))).filter(
			(one) => one !== null,
		);
		maps[field.id] = [...new Map(around.map((one) => [one.code, one])).values()];
		const isThere = found.length === 0 ? 'unknown' : around.length > 0 ? 'on-map' : 'no-map';
		said[field.id] = `refusal.applications.point-${isThere}`;
	}
	if (Object.keys(said).length > 0) {
		throw new Refusal('invalid', 'applications/choice-unclear', { fields: said });
	}
}
