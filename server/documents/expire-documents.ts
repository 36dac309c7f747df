import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { applyChange } from './change-document.ts';
import { selectDocument, selectEnded } from './store/documents.ts';

const scope = { system: true };
const batch = 200;

/** Says of documents whose last day is over that it is; until then they are shown as expired all the same. Returns how many. */
export async function expireDocuments(): Promise<number> {
	const ended = await withScope(scope, (tx) => selectEnded(tx, now(), batch));
	for (const ref of ended) {
		await withScope(scope, async (tx) => {
			const document = await selectDocument(tx, ref, { lock: true });
			const isOver = document?.validTo && document.validTo < now();
			if (!document || !isOver || !['active', 'suspended'].includes(document.status)) return;
			const by = { actor: 'system:documents', actorName: '', post: 'system', basis: '', reason: '' };
			await applyChange(tx, document, 'expired', by);
		});
	}
	return ended.length;
}
