import { type Actor, labelOf, lenderOf, requireFresh, scopeOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { announce } from '#platform/events';
import { Refusal } from '#platform/refusal';
import { addLink } from './add-link.ts';
import { type Change, type IssuedDocument, statusAfter, statusAt } from './document.ts';
import { mayChange, mayRead, maySeeAny, postOf } from './policy.ts';
import { selectDocument } from './store/documents.ts';

/** `reason` is read by the holder and the office; `basis`, the law, by everybody. */
export type DocumentChange = { pemda: string; id: string; reason: string; basis: string };

const longest = { reason: 2000, basis: 300 };

/** It does not hold until it is restored. Like the two below: the head of the office that issued it, with a factor shown just now. */
export function suspendDocument(actor: Actor, change: DocumentChange): Promise<void> {
	return changeByOfficer(actor, 'suspended', change);
}

/** It never holds again. */
export function revokeDocument(actor: Actor, change: DocumentChange): Promise<void> {
	return changeByOfficer(actor, 'revoked', change);
}

/** A suspended one holds again. */
export function restoreDocument(actor: Actor, change: DocumentChange): Promise<void> {
	return changeByOfficer(actor, 'restored', change);
}

/**
 * Refuses `documents/no-such-document`, `documents/not-yours` (403), `identity/not-fresh`, `documents/not-possible`
 * (409: it is not in a status for this), and a missing reason or basis beside their fields.
 */
async function changeByOfficer(actor: Actor, change: Change, asked: DocumentChange): Promise<void> {
	if (actor.kind !== 'officer' || !maySeeAny(actor))
		throw new Refusal('not-found', 'documents/no-such-document');
	await requireFresh(actor);
	await withScope(scopeOf(actor), async (tx) => {
		const document = await selectDocument(tx, asked, { lock: true });
		const place = document && { pemda: document.pemda, officeId: document.office.id };
		if (!place || !mayRead(actor, place)) throw new Refusal('not-found', 'documents/no-such-document');
		const post = postOf(actor, place);
		if (!post) throw new Refusal('forbidden', 'documents/not-yours');
		const { reason, basis } = readWords(asked);
		const onBehalfOf = lenderOf(actor, (one) => mayChange(one, place))?.accountId ?? null;
		await applyChange(tx, document, change, {
			...{ actor: labelOf(actor), actorName: actor.name, post: post.postTitle },
			...{ onBehalfOf, reason, basis, origin: actor.origin },
		});
	});
}

type By = {
	actor: string;
	actorName: string;
	post: string;
	onBehalfOf?: string | null;
	origin?: string;
	reason: string;
	basis: string;
	next?: { id: string; number: string };
};

/** A change of a document whose row is locked: its status, a link, the trail, and word to who listens. */
export async function applyChange(tx: Tx, document: IssuedDocument, change: Change, by: By): Promise<void> {
	const present = change === 'expired' ? document.status : statusAt(document, now());
	const status = statusAfter(present, change);
	if (!status) throw new Refusal('conflict', 'documents/not-possible');
	await addLink(tx, document, { ...by, act: change, status });
	const { pemda, id, number } = document;
	await record(tx, {
		...{ pemda, actor: by.actor, act: `documents/${change}`, subject: `document:${id}` },
		...(by.origin ? { origin: by.origin } : {}),
		...(by.onBehalfOf ? { onBehalfOf: `account:${by.onBehalfOf}` } : {}),
		detail: { number, basis: by.basis, ...(by.next ? { next: by.next.number } : {}) },
	});
	await announce(tx, 'documents.changed', pemda, {
		documentId: id,
		subject: document.subject,
		change,
		status,
	});
}

function readWords({ reason, basis }: DocumentChange): { reason: string; basis: string } {
	const fields = {
		...(isSaid(reason, longest.reason) ? {} : { reason: 'refusal.documents.reason-needed' }),
		...(isSaid(basis, longest.basis) ? {} : { basis: 'refusal.documents.basis-needed' }),
	};
	if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'documents/words-needed', { fields });
	return { reason: reason.trim(), basis: basis.trim() };
}

function isSaid(text: string, most: number): boolean {
	return text.trim().length >= 5 && text.length <= most;
}
