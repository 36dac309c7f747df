import type { Tx } from '#platform/db';

/** The files it named; null where nothing was emptied. */
export async function callEmptyCase(tx: Tx, pemda: string, caseId: string): Promise<string[] | null> {
	const { rows } = await tx.query<{ files: string[] | null }>({
		name: 'casework.empty-case',
		text: 'select casework.empty_case($1, $2) as files',
		values: [pemda, caseId],
	});
	return rows[0]?.files ?? null;
}
