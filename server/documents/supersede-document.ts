import type { Tx } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { applyChange } from './change-document.ts';
import { updateSupersedes } from './store/chain.ts';
import { selectDocument } from './store/documents.ts';

/**
 * Another document, issued before in the same transaction or earlier, holds instead: a renewal, a corrected copy. Both
 * belong to one government, and both show the other. Refuses `documents/no-such-document`, `documents/not-possible`.
 */
export async function supersedeDocument(
	tx: Tx,
	{ pemda, id, by, basis }: { pemda: string; id: string; by: string; basis: string },
): Promise<void> {
	const old = await selectDocument(tx, { pemda, id }, { lock: true });
	const next = await selectDocument(tx, { pemda, id: by }, { lock: true });
	if (!old || !next) throw new Refusal('not-found', 'documents/no-such-document');
	if (next.status !== 'active' || next.id === old.id) throw new Refusal('conflict', 'documents/not-possible');
	await applyChange(tx, old, 'superseded', {
		actor: next.signer ? `account:${next.signer.accountId}` : 'system:documents',
		actorName: next.signer?.name ?? '',
		post: next.signer?.postTitle ?? 'system',
		...{ basis, reason: '', next: { id: next.id, number: next.number } },
	});
	await updateSupersedes(tx, { pemda, id: next.id, old: old.id });
}
