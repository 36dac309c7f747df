import { noteOfficeLook } from '#people';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { announce } from '#platform/events';
import { put } from '#platform/storage';
import { getPemda } from '#regions';
import { addLink } from './add-link.ts';
import type { IssuedDocument } from './document.ts';
import { drawDocument } from './paper/draw-document.ts';
import { findSeal, sealWithBsre } from './signing/bsre.ts';
import { codeAddress } from './signing/code.ts';
import { signAsOffice } from './signing/test-authority.ts';
import { selectDocument, updateFile } from './store/documents.ts';

type Ref = { pemda: string; documentId: string };
const scope = { system: true };

/**
 * Draws the file of a document, has it signed and keeps it; then the document names it, and `documents.ready` is
 * announced in the same commit. Run twice, or killed on the way, it does so once: the first file to be named stays.
 */
export async function makeFile({ pemda, documentId }: Ref): Promise<void> {
	const ref = { pemda, id: documentId };
	const document = await withScope(scope, (tx) => selectDocument(tx, ref));
	if (!document || document.fileSha256 !== null) return;
	const { bytes, signedWith } = await signedFile(document);
	const { sha256, sizeBytes } = await put(bytes);
	await withScope(scope, async (tx) => {
		const present = await selectDocument(tx, ref, { lock: true });
		if (!present) return;
		const isFirst = await updateFile(tx, ref, { sha256, sizeBytes, signedWith, at: now() });
		if (!isFirst) return;
		await addLink(tx, present, {
			...({ act: 'signed', status: present.status, fileSha256: sha256, basis: '', reason: '' } as const),
			...{ actor: 'system:documents', actorName: '', post: 'system' },
		});
		await announce(tx, 'documents.ready', pemda, { documentId, subject: present.subject });
	});
}

async function signedFile(
	document: IssuedDocument,
): Promise<{ bytes: Uint8Array; signedWith: 'bsre' | 'test-authority' }> {
	const { pemda, office } = document;
	const government = await getPemda(pemda);
	const seal = findSeal(pemda);
	const signedWith = seal ? 'bsre' : 'test-authority';
	const drawn = await drawDocument({
		...{ document, government, signedWith, signedAt: now(), code: await codeAddress(document) },
	});
	const said = { location: government.seat, reason: `${document.title.id} ${document.number}` };
	if (seal) await noteHandedOver(document);
	const bytes = seal ? await sealWithBsre(drawn, seal, said) : await signAsOffice(drawn, { pemda, office });
	return { bytes, signedWith };
}

/** The file leaves the house to be sealed: its holder's ledger says so first. */
async function noteHandedOver({ pemda, id, holder }: IssuedDocument): Promise<void> {
	await noteOfficeLook(
		{ kind: 'system', name: 'documents' },
		{
			...{ pemda, act: 'documents/seal', of: holder, reason: 'seal' },
			detail: { document: id, app: 'BSrE' },
		},
	);
}
