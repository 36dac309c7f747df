import type { Actor } from '#identity';
import { withScope } from '#platform/db';
import { isId } from '#platform/ids';
import { desksOf, fenceOf, mayVerify, mayVerifyAgain, verifiedBy } from '../policy.ts';
import {
	type Agreement,
	type Differing,
	type SecondLine,
	type SecondVerdict,
	selectAgreement,
	selectDiffering,
	selectSample,
	selectUnseconded,
} from '../store/samples.ts';
import type { EvidenceRef } from './judge-evidence.ts';

export type SecondWork = { waiting: SecondLine[]; differing: Differing[]; agreement: Agreement };
const most = 50;

/** What was drawn to be judged a second time that the actor may judge, where two differ, and how often they agree. */
export async function listSecondWork(actor: Actor): Promise<SecondWork> {
	const governments = verifiedBy(actor);
	if (actor.kind !== 'officer' || governments.length === 0) {
		return { waiting: [], differing: [], agreement: { drawn: 0, judged: 0, agreed: 0 } };
	}
	const pemda = governments.includes('*') ? undefined : governments;
	const asked = { pemda, not: desksOf(actor), account: actor.accountId, limit: most };
	return withScope(fenceOf(actor), async (tx) => ({
		waiting: await selectUnseconded(tx, asked),
		differing: await selectDiffering(tx, asked),
		agreement: await selectAgreement(tx, pemda),
	}));
}

export type Second =
	| { state: 'blind' | 'to-others' }
	| { state: 'done'; verdict: SecondVerdict; isSettled: boolean };

/**
 * How the second verdict of one evidence stands, for who oversees it: `blind` where the actor may write it, `to-others`
 * where somebody else must. Undefined: it was not drawn, or not for the actor to know.
 */
export async function findSecond(
	actor: Actor,
	{ pemda, evidenceId }: EvidenceRef,
): Promise<Second | undefined> {
	if (actor.kind !== 'officer' || !mayVerify(actor, pemda) || !isId(evidenceId)) return undefined;
	const sample = await withScope(fenceOf(actor), (tx) => selectSample(tx, pemda, evidenceId));
	if (!sample) return undefined;
	if (sample.second) return { state: 'done', verdict: sample.second, isSettled: sample.isSettled };
	const isOwn = [sample.first, sample.handedInBy].includes(actor.accountId);
	return { state: isOwn || !mayVerifyAgain(actor, pemda) ? 'to-others' : 'blind' };
}
