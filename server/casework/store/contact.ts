import type { Tx } from '#platform/db';

export async function selectCaseContact(
	tx: Tx,
	pemda: string,
	caseId: string,
): Promise<{ email: string; lang: 'id' | 'en' } | undefined> {
	const { rows } = await tx.query<{ email: string; lang: 'id' | 'en' }>({
		name: 'casework.contact-of',
		text: `select k.email, c.lang from casework.case c
			join casework.contact k on k.pemda = c.pemda and k.case_id = c.id and k.email <> ''
			where c.pemda = $1 and c.id = $2`,
		values: [pemda, caseId],
	});
	return rows[0];
}
