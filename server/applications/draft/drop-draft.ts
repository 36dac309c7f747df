import type { Actor } from '#identity';
import { withOwnDraft } from './get-draft.ts';
import { deleteDraft } from './store.ts';

/** Throws away what was filled in; what was sent stays. Refuses `applications/no-such-draft`. */
export async function dropDraft(actor: Actor, id: string): Promise<void> {
	await withOwnDraft(actor, id, (tx) => deleteDraft(tx, id), { lock: true });
}
