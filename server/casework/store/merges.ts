import type { Tx } from '#platform/db';
import type { CaseState } from '../case.ts';

type Before = { status: CaseState['status'] };
type OpenMerge = { id: string; before: Before; mergedAt: Date; into: { pemda: string; caseId: string } };
type NewMerge = { id: string; of: CaseState; into: CaseState; before: Before; at: Date; by: string };

export async function insertMerge(tx: Tx, merge: NewMerge): Promise<void> {
	await tx.query({
		name: 'casework.merge',
		text: `insert into casework.merge (pemda, id, case_id, into_pemda, into_case_id, before, merged_at, merged_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		values: [
			...[merge.of.pemda, merge.id, merge.of.id, merge.into.pemda, merge.into.id],
			...[JSON.stringify(merge.before), merge.at, merge.by],
		],
	});
}

export async function selectOpenMerge(tx: Tx, caseId: string): Promise<OpenMerge | undefined> {
	const { rows } = await tx.query<OpenMerge>({
		name: 'casework.open-merge',
		text: `select id, before, merged_at as "mergedAt",
				json_build_object('pemda', into_pemda, 'caseId', into_case_id) as "into"
			from casework.merge where case_id = $1 and undone_at is null`,
		values: [caseId],
	});
	return rows[0];
}

export async function undoMergeRow(tx: Tx, pemda: string, id: string, at: Date, by: string): Promise<void> {
	await tx.query({
		name: 'casework.undo-merge',
		text: 'update casework.merge set undone_at = $3, undone_by = $4 where pemda = $1 and id = $2',
		values: [pemda, id, at, by],
	});
}
