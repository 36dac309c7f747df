import type { Tx } from '#platform/db';

/** A case somebody wants the receipt of by mail; split-off ones are opened by the receipt of the first. */
export async function selectReceipt(
	tx: Tx,
	pemda: string,
	caseId: string,
): Promise<{ number: string; lang: 'id' | 'en'; email: string; key: string } | undefined> {
	const { rows } = await tx.query<{ number: string; lang: 'id' | 'en'; email: string; key: string }>({
		name: 'casework.receipt',
		text: `select c.number, c.lang, k.email, i.key from casework.case c
			join casework.contact k on k.pemda = c.pemda and k.case_id = c.id and k.email <> ''
			join casework.intake i on i.pemda = c.pemda and i.case_id = c.id
			where c.pemda = $1 and c.id = $2 and not c.details ? 'splitFrom' limit 1`,
		values: [pemda, caseId],
	});
	return rows[0];
}
