import type { Db, Tx } from '#platform/db';

export type Comment = {
	id: string;
	side: 'verifier' | 'office';
	reach: 'both' | 'verifiers';
	text: string;
	at: Date;
	byName: string;
};

/** Writes a note; false: the same person wrote the same before. */
export async function insertComment(
	tx: Tx,
	one: Comment & { pemda: string; evidenceId: string; byAccount: string },
): Promise<boolean> {
	const { rowCount } = await tx.query({
		text: `insert into renaksi.comment (pemda, id, evidence_id, side, reach, text, at, by_account, by_name)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (pemda, evidence_id, by_account, md5(text)) do nothing`,
		values: [
			...[one.pemda, one.id, one.evidenceId, one.side, one.reach, one.text, one.at],
			...[one.byAccount, one.byName],
		],
	});
	return rowCount === 1;
}

export async function selectComments(within: Db, pemda: string, evidenceId: string): Promise<Comment[]> {
	const { rows } = await within.query<Comment>({
		text: `select id, side, reach, text, at, by_name as "byName" from renaksi.comment
			where pemda = $1 and evidence_id = $2 order by at, id limit 500`,
		values: [pemda, evidenceId],
	});
	return rows;
}
