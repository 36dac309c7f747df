import type { Tx } from '#platform/db';

export async function selectPlace(
	tx: Tx,
	pemda: string,
	caseId: string,
): Promise<{ lat: number | null; lon: number | null }> {
	const { rows } = await tx.query<{ lat: number | null; lon: number | null }>({
		name: 'casework.place',
		text: 'select lat, lon from casework.case where pemda = $1 and id = $2',
		values: [pemda, caseId],
	});
	return rows[0] ?? { lat: null, lon: null };
}
