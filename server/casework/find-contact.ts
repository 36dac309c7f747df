import type { Tx } from '#platform/db';
import { selectCaseContact } from './store/contact.ts';

/** Where news of a case goes, in the sight of the transaction; undefined where no address was given. */
export function findCaseContact(
	tx: Tx,
	pemda: string,
	caseId: string,
): Promise<{ email: string; lang: 'id' | 'en' } | undefined> {
	return selectCaseContact(tx, pemda, caseId);
}
