import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { type Status, statusAt } from './document.ts';
import { selectDocument } from './store/documents.ts';

/** What a document is now; undefined where there is none in the transaction's scope. */
export async function findStatus(tx: Tx, ref: { pemda: string; id: string }): Promise<Status | undefined> {
	const document = await selectDocument(tx, ref);
	return document && statusAt(document, now());
}
