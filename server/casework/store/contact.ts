import type { Tx } from '#platform/db';

/** `phone` is of an applicant who has shown that it is theirs; one that was only typed into a report is no address for news. */
export type CaseContact = { email: string; phone: string; lang: 'id' | 'en' };

export async function selectCaseContact(
	tx: Tx,
	pemda: string,
	caseId: string,
): Promise<CaseContact | undefined> {
	const { rows } = await tx.query<CaseContact>({
		name: 'casework.contact-of',
		text: `select k.email, case when c.class = 'application' then k.phone else '' end as phone, c.lang from casework.case c
			join casework.contact k on k.pemda = c.pemda and k.case_id = c.id
			where c.pemda = $1 and c.id = $2 and (k.email <> '' or c.class = 'application' and k.phone <> '')`,
		values: [pemda, caseId],
	});
	return rows[0];
}
