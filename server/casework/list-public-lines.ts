import { type PublicLines, selectPublicLines } from './store/public-lines.ts';

/**
 * What anybody may read beside each of many cases: its public timeline and its published photos, by the case's id, in
 * one statement. A case without either is not in it.
 */
export async function listPublicLines(caseIds: string[]): Promise<Map<string, PublicLines>> {
	if (caseIds.length === 0) return new Map();
	const rows = await selectPublicLines(caseIds);
	return new Map(rows.map(({ caseId, ...lines }) => [caseId, lines]));
}
