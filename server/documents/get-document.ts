import { type Actor, scopeOf } from '#identity';
import { noteOfficeLook } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { type Change, type IssuedDocument, statusAfter, statusAt } from './document.ts';
import { summaryOf } from './list-documents.ts';
import { formatCode } from './number.ts';
import { mayChange, mayRead, readingPost } from './policy.ts';
import { selectEvents } from './store/chain.ts';
import { selectDocument } from './store/documents.ts';

type Ref = { pemda: string; id: string };
const byOfficers = ['suspended', 'restored', 'revoked'] as const satisfies readonly Change[];

/**
 * A document as its office sees it, with its chain and what the officer may do. That they looked stands in the holder's
 * ledger before anything is shown. Refuses `documents/no-such-document`.
 */
export async function getDocument(actor: Actor, ref: Ref) {
	const { document, shown } = await withScope(scopeOf(actor), async (tx) => {
		const document = await selectDocument(tx, ref);
		const place = document && { pemda: document.pemda, officeId: document.office.id };
		if (!place || !mayRead(actor, place)) throw new Refusal('not-found', 'documents/no-such-document');
		const status = statusAt(document, now());
		const shown = {
			...summaryOf(document),
			...{ body: document.body, lines: document.lines, code: formatCode(document.code) },
			...{ subject: document.subject, signer: document.signer, signedWith: document.signedWith },
			fileSha256: document.fileSha256,
			chain: await selectEvents(tx, ref),
			may: mayChange(actor, place) ? byOfficers.filter((change) => statusAfter(status, change)) : [],
		};
		return { document, shown };
	});
	await noteLook(actor, 'read-document', document);
	return shown;
}

/**
 * Where the file lies, for its holder and the office that issued it. Refuses `documents/no-such-document` (404) and
 * `documents/not-ready` (503) while it is being made. That an officer took it is on record.
 */
export async function findDocumentFile(
	actor: Actor,
	ref: Ref,
): Promise<{ sha256: string; fileName: string }> {
	const { document, isOffice } = await withScope(scopeOf(actor), async (tx) => {
		const document = await selectDocument(tx, ref);
		const isOffice =
			document !== undefined && mayRead(actor, { pemda: document.pemda, officeId: document.office.id });
		// a resident's scope holds nothing but their own documents and those of their businesses
		if (!document || !(isOffice || actor.kind === 'resident'))
			throw new Refusal('not-found', 'documents/no-such-document');
		return { document, isOffice };
	});
	if (document.fileSha256 === null) throw new Refusal('unavailable', 'documents/not-ready');
	if (isOffice) await noteLook(actor, 'take-file', document);
	return {
		sha256: document.fileSha256,
		fileName: `${document.number.replaceAll(/[^0-9A-Za-z]+/g, '-')}.pdf`,
	};
}

type Seen = Pick<IssuedDocument, 'pemda' | 'id' | 'holder' | 'office'>;

async function noteLook(actor: Actor, act: string, { pemda, id, holder, office }: Seen): Promise<void> {
	const post = readingPost(actor, { pemda, officeId: office.id });
	await noteOfficeLook(actor, {
		...{ pemda, act: `documents/${act}`, of: holder, post, reason: 'document', detail: { document: id } },
	});
}
