import { type Actor, scopeOf } from '#identity';
import { listBusinesses } from '#people';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { type IssuedDocument, type Status, statusAt, type Words } from './document.ts';
import { selectLastChanges } from './store/chain.ts';
import { selectOfHolders, selectOfSubject } from './store/documents.ts';

const most = 200;

export type DocumentSummary = {
	pemda: string;
	id: string;
	number: string;
	title: Words;
	officeName: string;
	holder: { kind: 'person' | 'business'; name: string };
	issuedAt: Date;
	validTo: Date | null;
	status: Status;
	/** Whether the file has been made. */
	isReady: boolean;
};

/** What was issued for a subject, oldest first, within the caller's transaction. */
export async function listDocumentsOf(tx: Tx, subject: string): Promise<DocumentSummary[]> {
	return (await selectOfSubject(tx, subject)).map(summaryOf);
}

/**
 * The resident's own and those of businesses they answer for, newest first, each with why
 * it was suspended, revoked or restored last. Refuses whoever is no resident.
 */
export async function listOwnDocuments(
	actor: Actor,
): Promise<(DocumentSummary & { change: { at: Date; reason: string; basis: string } | null })[]> {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	const businesses = await listBusinesses(actor);
	const holders = [actor.accountId, ...businesses.map(({ id }) => id)];
	const own = await withScope(scopeOf(actor), async (tx) => {
		const held = await selectOfHolders(tx, holders, most);
		const said = new Map((await selectLastChanges(tx, holders)).map((one) => [one.id, one]));
		return held.map((one) => ({ ...summaryOf(one), change: said.get(one.id) ?? null }));
	});
	return own;
}

export function summaryOf(document: IssuedDocument): DocumentSummary {
	const { pemda, id, number, title, office, holder, issuedAt, validTo } = document;
	return {
		...{ pemda, id, number, title, officeName: office.name, holder, issuedAt, validTo },
		status: statusAt(document, now()),
		isReady: document.readyAt !== null,
	};
}
