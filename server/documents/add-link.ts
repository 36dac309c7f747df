import { now } from '#platform/clock';
import type { Tx } from '#platform/db';
import { hashOf, saltReason } from './chain.ts';
import type { Act, IssuedDocument, Status } from './document.ts';
import { insertEvent } from './store/chain.ts';

export type Said = {
	act: Exclude<Act, 'issued'>;
	status: Status;
	actor: string;
	actorName: string;
	post: string;
	onBehalfOf?: string | null;
	basis: string;
	reason: string;
	fileSha256?: string;
	next?: { id: string; number: string };
};

/** The next link of a document's chain, in the transaction that holds its row locked. */
export async function addLink(tx: Tx, document: IssuedDocument, said: Said): Promise<void> {
	const { salt, reasonHash } = saltReason(said.reason);
	const link = {
		...{ seq: document.events + 1, at: now(), act: said.act, status: said.status, post: said.post },
		...{ basis: said.basis, reasonHash, fileSha256: said.fileSha256 ?? null },
		...{ nextNumber: said.next?.number ?? null, previous: document.head },
	};
	await insertEvent(tx, {
		...{ pemda: document.pemda, documentId: document.id, officeId: document.office.id },
		link: { ...link, hash: hashOf(document.number, link) },
		...{ actor: said.actor, actorName: said.actorName, onBehalfOf: said.onBehalfOf ?? null },
		...{ reason: said.reason, salt, nextId: said.next?.id ?? null },
	});
}
