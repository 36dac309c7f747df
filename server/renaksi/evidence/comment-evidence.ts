import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { isId, newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { asSystem } from '../as-system.ts';
import { requireNote } from '../plan/read-plan.ts';
import { bringerOf, fenceOf, maySeeEvidence, mayVerify } from '../policy.ts';
import { type Comment, insertComment, selectComments } from '../store/comments.ts';
import { selectEvidence } from '../store/evidence.ts';
import type { EvidenceRef } from '../verify/judge-evidence.ts';

export type { Comment } from '../store/comments.ts';
export type NewComment = EvidenceRef & {
	/** 10 to 2,000 characters. */
	text: string;
	/** `verifiers`: of verifiers among themselves; an office's are for both. */
	reach: 'both' | 'verifiers';
};

/**
 * A note about evidence that stays: of a verifier, or of the office that handed it in and its secretary. The same words
 * sent twice are written once. Refuses `renaksi/no-such-evidence`, `not-yours`, `note-needed`.
 */
export async function commentEvidence(
	actor: Actor,
	{ pemda, evidenceId, ...one }: NewComment,
): Promise<void> {
	const isVerifying = mayVerify(actor, pemda);
	if (actor.kind !== 'officer' || !(isVerifying || bringerOf(actor, pemda, undefined))) {
		throw new Refusal('forbidden', 'renaksi/not-yours');
	}
	const text = requireNote(one.text, 'text');
	const write = async (tx: Tx) => {
		const evidence = isId(evidenceId) ? await selectEvidence(tx, pemda, evidenceId) : undefined;
		if (!evidence) throw new Refusal('not-found', 'renaksi/no-such-evidence');
		if (!isVerifying && !bringerOf(actor, pemda, evidence.officeId)) {
			throw new Refusal('forbidden', 'renaksi/not-yours');
		}
		const side = isVerifying ? 'verifier' : 'office';
		const reach = isVerifying ? one.reach : 'both';
		const by = { byAccount: actor.accountId, byName: actor.name };
		const isNew = await insertComment(tx, {
			pemda,
			evidenceId,
			id: newId(),
			side,
			reach,
			text,
			at: now(),
			...by,
		});
		if (!isNew) return;
		const trail = { act: 'renaksi/comment-evidence', subject: `evidence:${evidenceId}`, detail: { reach } };
		await record(tx, { pemda, actor: labelOf(actor), origin: actor.origin, ...trail });
	};
	// An overseer's own transactions only read.
	await (isVerifying ? asSystem(write) : withScope(fenceOf(actor), write));
}

/**
 * The notes about one evidence the actor may read, in order: desks of its government those for both, verifiers all; of
 * drawn evidence only what was there before it was drawn, until the second verdict is written. Empty for others.
 */
export async function listComments(actor: Actor, { pemda, evidenceId }: EvidenceRef): Promise<Comment[]> {
	if (!maySeeEvidence(actor, pemda) || !isId(evidenceId)) return [];
	return withScope(fenceOf(actor), (tx) => selectComments(tx, pemda, evidenceId));
}
