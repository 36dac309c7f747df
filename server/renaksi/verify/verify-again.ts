import { type Actor, labelOf } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { isId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { asSystem } from '../as-system.ts';
import { mayVerify, mayVerifyAgain } from '../policy.ts';
import { insertSecond, selectFirst, selectSample } from '../store/samples.ts';
import { type EvidenceRef, type NewVerdict, readVerdict, requireOther } from './judge-evidence.ts';

/**
 * The second verdict of evidence that was drawn, by somebody who has not seen the first: kept beside it, with whether the
 * two agree in kind and percent. It changes no score; where they differ a correction does, by a third person. Refuses
 * `renaksi/not-yours`, `not-blind` (a desk of that government reads the first verdict), `not-drawn`, `judged-by-you`,
 * `own-evidence`, `judged-already`, and what `verifyEvidence` refuses about the verdict.
 */
export async function verifyAgain(
	actor: Actor,
	{ pemda, evidenceId, verdict }: EvidenceRef & { verdict: NewVerdict },
): Promise<{ agrees: boolean }> {
	if (actor.kind !== 'officer' || !mayVerify(actor, pemda)) {
		throw new Refusal('forbidden', 'renaksi/not-yours');
	}
	if (!mayVerifyAgain(actor, pemda)) throw new Refusal('forbidden', 'renaksi/not-blind');
	const said = readVerdict(verdict);
	return asSystem(async (tx) => {
		const sample = isId(evidenceId) ? await selectSample(tx, pemda, evidenceId) : undefined;
		const first = sample && (await selectFirst(tx, pemda, evidenceId));
		if (!sample || !first) throw new Refusal('not-found', 'renaksi/not-drawn');
		requireOther(actor, sample.handedInBy);
		if (sample.first === actor.accountId) throw new Refusal('forbidden', 'renaksi/judged-by-you');
		const agrees = first.kind === said.kind && first.percent === said.percent;
		const by = { byAccount: actor.accountId, byName: actor.name };
		const row = { pemda, evidenceId, ...said, agrees, at: now(), ...by };
		if (sample.second || !(await insertSecond(tx, row))) {
			throw new Refusal('conflict', 'renaksi/judged-already');
		}
		const trail = { act: 'renaksi/verify-again', subject: `evidence:${evidenceId}`, detail: { agrees } };
		await record(tx, { pemda, actor: labelOf(actor), origin: actor.origin, ...trail });
		return { agrees };
	});
}
