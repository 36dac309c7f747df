import type { Tx } from '#platform/db';
import type { Element } from '../rate-case.ts';

type NewRating = {
	pemda: string;
	caseId: string;
	at: Date;
	office: { pemda: string; officeId: string };
	marks: Partial<Record<Element, number>>;
	comment: string;
};

/** False when the case was rated before. */
export async function insertRating(tx: Tx, rating: NewRating): Promise<boolean> {
	const { marks: m } = rating;
	const { rowCount } = await tx.query({
		name: 'casework.rate',
		text: `insert into casework.rating (pemda, case_id, at, office_pemda, office_id, u1, u2, u3, u4, u5, u6, u7, u8, u9, comment)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing`,
		values: [
			...[rating.pemda, rating.caseId, rating.at, rating.office.pemda, rating.office.officeId],
			...[m.u1 ?? null, m.u2 ?? null, m.u3 ?? null, m.u4 ?? null, m.u5 ?? null, m.u6 ?? null, m.u7 ?? null],
			...[m.u8 ?? null, m.u9 ?? null, rating.comment],
		],
	});
	return rowCount === 1;
}
