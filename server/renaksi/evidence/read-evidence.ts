import { type Actor, labelOf } from '#identity';
import { noteRead } from '#platform/audit';
import { withScope } from '#platform/db';
import { isId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { RequirementRef } from '../plan/read-plan.ts';
import { fenceOf, maySeeEvidence, mayVerify } from '../policy.ts';
import { type EvidenceWhole, selectEvidence, selectEvidenceOf, selectFile } from '../store/evidence.ts';
import type { EvidenceRef } from '../verify/judge-evidence.ts';

/**
 * One evidence with its files and what was said of it: published to everybody without names, else to its government's
 * desks and its overseers, whose reading is on record. Refuses `renaksi/no-such-evidence`.
 */
export async function getEvidence(actor: Actor, { pemda, evidenceId }: EvidenceRef): Promise<EvidenceWhole> {
	const found = isId(evidenceId)
		? await withScope(fenceOf(actor), (tx) => selectEvidence(tx, pemda, evidenceId))
		: undefined;
	if (!found) throw new Refusal('not-found', 'renaksi/no-such-evidence');
	if (!maySeeEvidence(actor, pemda)) return { ...found, byName: '', verdict: null };
	if (mayVerify(actor, pemda)) await noteEvidence(actor, pemda, evidenceId);
	return found;
}

/** All evidence of one document that the actor may see, the newest first. */
export async function listEvidence(actor: Actor, ref: RequirementRef): Promise<EvidenceWhole[]> {
	const found = await withScope(fenceOf(actor), (tx) => selectEvidenceOf(tx, ref));
	if (!maySeeEvidence(actor, ref.pemda)) return found.map((one) => ({ ...one, byName: '', verdict: null }));
	if (mayVerify(actor, ref.pemda)) {
		for (const { id } of found) await noteEvidence(actor, ref.pemda, id);
	}
	return found;
}

/** How to send a file of evidence, if the actor may have it. */
export async function findEvidenceFile(
	actor: Actor,
	sha256: string,
): Promise<{ contentType: string } | undefined> {
	if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
	const found = await withScope(fenceOf(actor), (tx) => selectFile(tx, sha256));
	if (found && mayVerify(actor, found.pemda)) await noteEvidence(actor, found.pemda, sha256);
	return found && { contentType: found.contentType };
}

function noteEvidence(actor: Actor, pemda: string, id: string): Promise<void> {
	const origin = actor.kind === 'officer' ? { origin: actor.origin } : {};
	return noteRead({
		pemda,
		actor: labelOf(actor),
		act: 'renaksi/oversee-evidence',
		subject: `evidence:${id}`,
		...origin,
	});
}
