import { dayOf } from '#platform/workdays';
import { findNearest, province } from '#regions';

/** When and where something was taken down or photographed, as the device says; null where it does not. Degrees of WGS 84. */
export type Capture = { at: Date | null; lat: number | null; lon: number | null };
export type Compared = {
	/** On the day in Medan it was planned for; null where the time is not known. */
	isSameDay: boolean | null;
	/** Where it was, and whether that is where the application is about; null where the place is not known. */
	where: { name: string; isThere: boolean } | null;
};

/**
 * Holds a visit or a photo of it against its application: the day against the planned one; the point against the region.
 * A kecamatan counts where outlines were imported, else the kabupaten or kota does: schematic points prove nothing.
 */
export async function compareCapture(
	{ at, lat, lon }: Capture,
	of: { plannedAt: Date; region: string },
): Promise<Compared> {
	return {
		isSameDay: at && dayOf(at) === dayOf(of.plannedAt),
		where: lat === null || lon === null ? null : await placeOf({ lat, lon }, of.region),
	};
}

async function placeOf({ lat, lon }: { lat: number; lon: number }, region: string) {
	const found = await findNearest(lat, lon);
	if (!found) return { name: '', isThere: false };
	const { regency, kecamatan, by } = found;
	const isRegency = region === province || region.slice(0, 5) === regency.code;
	const isSure = kecamatan !== undefined && by.kecamatan === 'outline';
	const isKecamatan = !isSure || region.length < 8 || region.slice(0, 8) === kecamatan.code;
	const name = isSure ? `${kecamatan.officialName}, ${regency.officialName}` : regency.officialName;
	return { name, isThere: isRegency && isKecamatan };
}
