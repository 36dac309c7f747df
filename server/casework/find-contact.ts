import type { Tx } from '#platform/db';
import { type CaseContact, selectCaseContact } from './store/contact.ts';

/** Where news of a case goes, in the sight of the transaction; undefined where no address was given. */
export function findCaseContact(tx: Tx, pemda: string, caseId: string): Promise<CaseContact | undefined> {
	return selectCaseContact(tx, pemda, caseId);
}
