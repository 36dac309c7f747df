import type { Tx } from '#platform/db';

/** `phone` only of what was applied for from an account that has shown it. */
type Receipt = { number: string; lang: 'id' | 'en'; email: string; phone: string; key: string };

/** A case somebody wants the receipt of by mail or text message; split-off ones are opened by the receipt of the first. */
export async function selectReceipt(tx: Tx, pemda: string, caseId: string): Promise<Receipt | undefined> {
	const { rows } = await tx.query<Receipt>({
		name: 'casework.receipt',
		text: `select c.number, c.lang, k.email, case when c.class = 'application' then k.phone else '' end as phone, i.key from casework.case c
			join casework.contact k on k.pemda = c.pemda and k.case_id = c.id
				and (k.email <> '' or c.class = 'application' and k.phone <> '')
			join casework.intake i on i.pemda = c.pemda and i.case_id = c.id
			where c.pemda = $1 and c.id = $2 and not c.details ? 'splitFrom' limit 1`,
		values: [pemda, caseId],
	});
	return rows[0];
}
