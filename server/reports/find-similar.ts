import { listPublicCases, type PublicCase, type PublicFilter, statuses } from '#casework';

const nearDegrees = 0.005; // about 550 metres at the equator
const open = statuses.filter((status) => status !== 'closed');

/** Open public reports about the same subject near a point, or in the same village when no point is known; newest first. */
export async function findSimilar(about: {
	subject: string;
	region: string | null;
	lat: number | null;
	lon: number | null;
}): Promise<PublicCase[]> {
	const where = nearby(about);
	if (!where) return [];
	const { rows } = await listPublicCases(
		{ ...where, subjects: [about.subject], statuses: open },
		{ limit: 5 },
	);
	return rows.filter((row) => row.title !== null);
}

function nearby({
	lat,
	lon,
	region,
}: {
	lat: number | null;
	lon: number | null;
	region: string | null;
}): PublicFilter | undefined {
	if (lat !== null && lon !== null) {
		return { bbox: [lon - nearDegrees, lat - nearDegrees, lon + nearDegrees, lat + nearDegrees] };
	}
	return region && region.length > 8 ? { region } : undefined;
}
