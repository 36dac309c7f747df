import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';

type NewClosure = {
	pemda: string;
	caseId: string;
	at: Date;
	by: string;
	office: { pemda: string; officeId: string };
};

export async function insertClosure(tx: Tx, closure: NewClosure): Promise<void> {
	await tx.query({
		name: 'casework.add-closure',
		text: `insert into casework.closure (pemda, id, case_id, answered_at, answered_by, office_pemda, office_id)
			values ($1, $2, $3, $4, $5, $6, $7)`,
		values: [
			closure.pemda,
			newId(),
			closure.caseId,
			closure.at,
			closure.by,
			closure.office.pemda,
			closure.office.officeId,
		],
	});
}

type Verdict = { confirmedAt?: Date; disputedAt?: Date; dispute?: string; closedAt?: Date };

/** What came of the newest answer. */
export async function updateLastClosure(
	tx: Tx,
	pemda: string,
	caseId: string,
	verdict: Verdict,
): Promise<void> {
	await tx.query({
		name: 'casework.judge-closure',
		text: `update casework.closure set confirmed_at = coalesce($3, confirmed_at), disputed_at = coalesce($4, disputed_at),
				dispute = coalesce($5, dispute), closed_at = coalesce($6, closed_at)
			where pemda = $1 and id = (select id from casework.closure where pemda = $1 and case_id = $2
				order by answered_at desc limit 1)`,
		values: [
			...[pemda, caseId, verdict.confirmedAt ?? null, verdict.disputedAt ?? null],
			...[verdict.dispute ?? null, verdict.closedAt ?? null],
		],
	});
}
