import type { Db } from '#platform/db';
import type { Invoice } from './invoice.ts';
import { callInvoicesOf } from './store/invoices.ts';

/**
 * The invoices of one subject (`application:<pemda>:<id>`), oldest first: for the room that keeps the subject and has
 * asked before who may read it.
 */
export async function listInvoicesOf(tx: Db, subject: string): Promise<Invoice[]> {
	const pemda = subject.split(':')[1] ?? '';
	return callInvoicesOf(tx, pemda, subject);
}
