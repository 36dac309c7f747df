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

type OwnDocument = DocumentSummary & { change: { at: Date; reason: string; basis: string } | null };

/**
 * The resident's own and those of businesses they answer for, the newest 200, each with why it was suspended, revoked or
 * restored last. Refuses whoever is no resident.
 */
export async function listOwnDocuments(actor: Actor): Promise<OwnDocument[]> {
	const holders = await holdersFor(actor);
	return withScope(scopeOf(actor), async (tx) =>
		withChanges(tx, holders, await selectOfHolders(tx, holders, { limit: most })),
	);
}

/** The same, every one, however many; read in portions. */
export async function exportOwnDocuments(actor: Actor, portion = most): Promise<OwnDocument[]> {
	const holders = await holdersFor(actor);
	return withScope(scopeOf(actor), async (tx) => {
		const held: IssuedDocument[] = [];
		for (let read = portion; read === portion; ) {
			const next = await selectOfHolders(tx, holders, { after: held.at(-1), limit: portion });
			held.push(...next);
			read = next.length;
		}
		return withChanges(tx, holders, held);
	});
}

async function holdersFor(actor: Actor): Promise<string[]> {
	if (actor.kind !== 'resident') throw new Refusal('unauthenticated', 'people/sign-in-needed');
	const businesses = await listBusinesses(actor);
	return [actor.accountId, ...businesses.map(({ id }) => id)];
}

async function withChanges(tx: Tx, holders: string[], held: IssuedDocument[]): Promise<OwnDocument[]> {
	const said = new Map((await selectLastChanges(tx, holders)).map((one) => [one.id, one]));
	return held.map((one) => ({ ...summaryOf(one), change: said.get(one.id) ?? null }));
}

export function summaryOf(document: IssuedDocument): DocumentSummary {
	const { pemda, id, number, title, office, holder, issuedAt, validTo } = document;
	return {
		...{ pemda, id, number, title, officeName: office.name, holder, issuedAt, validTo },
		status: statusAt(document, now()),
		isReady: document.readyAt !== null,
	};
}
