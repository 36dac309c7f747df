import { type Actor, labelOf, type Officer } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { announce } from '#platform/events';
import { isId, newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { asSystem } from '../as-system.ts';
import { holdPlan, requireNote, requireOpen } from '../plan/read-plan.ts';
import { mayVerify } from '../policy.ts';
import { insertVerdict, selectEvidence, type Verdict } from '../store/evidence.ts';
import { insertEvent } from '../store/plans.ts';
import { drawSample } from './draw-sample.ts';

export type EvidenceRef = { pemda: string; evidenceId: string };
type Said = Pick<Verdict, 'kind' | 'reason' | 'missing'> & { percent: number };

/**
 * Accepts evidence for all of the document's points or a share of them in whole percent, or rejects it with the reason and
 * what is missing. Refuses `renaksi/not-yours`, `own-evidence`, `no-such-evidence`, `judged-already`, `closed`.
 */
export async function verifyEvidence(
	actor: Actor,
	{ verdict, ...ref }: EvidenceRef & { verdict: NewVerdict },
): Promise<void> {
	requireVerifier(actor, ref.pemda);
	return judge(actor, ref, readVerdict(verdict));
}

export type NewVerdict =
	| { kind: 'accepted'; percent?: number }
	| { kind: 'rejected'; reason: string; missing?: string };

/** A verdict as it is written down. Refuses `renaksi/note-needed` and `wrong-percent` beside their fields. */
export function readVerdict(verdict: NewVerdict) {
	if (verdict.kind === 'rejected') {
		const reason = requireNote(verdict.reason, 'reason');
		return { kind: verdict.kind, reason, missing: verdict.missing ?? '', percent: 0 };
	}
	const percent = verdict.percent ?? 100;
	if (!Number.isInteger(percent) || percent < 1 || percent > 100) {
		throw new Refusal('invalid', 'renaksi/wrong-percent', {
			fields: { percent: 'refusal.renaksi.wrong-percent' },
		});
	}
	return { kind: verdict.kind, reason: '', missing: '', percent };
}

/** Hands evidence back without judging it: to be sent again. Refuses as `verifyEvidence` does. */
export async function returnEvidence(
	actor: Actor,
	{ reason, ...ref }: EvidenceRef & { reason: string },
): Promise<void> {
	requireVerifier(actor, ref.pemda);
	return judge(actor, ref, {
		kind: 'returned',
		reason: requireNote(reason, 'reason'),
		missing: '',
		percent: 0,
	});
}

async function judge(actor: Actor, { pemda, evidenceId }: EvidenceRef, said: Said): Promise<void> {
	const officer = requireVerifier(actor, pemda);
	await asSystem(async (tx) => {
		const found = isId(evidenceId) ? await selectEvidence(tx, pemda, evidenceId) : undefined;
		if (!found) throw new Refusal('not-found', 'renaksi/no-such-evidence');
		requireOther(officer, found.byAccount);
		requireOpen(await holdPlan(tx, found));
		const evidence = await selectEvidence(tx, pemda, evidenceId);
		if (!evidence || evidence.verdict) throw new Refusal('conflict', 'renaksi/judged-already');
		const at = now();
		const { percent, ...verdict } = said;
		const by = labelOf(actor);
		await insertVerdict(tx, {
			pemda,
			evidenceId,
			...verdict,
			at,
			byAccount: officer.accountId,
			byName: officer.name,
		});
		if (said.kind !== 'returned') await drawSample(tx, { pemda, evidenceId, at, first: officer.accountId });
		const { year, requirement } = evidence;
		const counted = { requirement, evidenceId, percent, points: '0', reason: '', countsFrom: at, at, by };
		await insertEvent(tx, { pemda, year, id: newId(), kind: said.kind, ...counted });
		const trail = {
			act: `renaksi/${said.kind}`,
			subject: `evidence:${evidenceId}`,
			detail: { requirement, percent },
		};
		await record(tx, { pemda, actor: by, origin: officer.origin, ...trail });
		await announce(tx, 'renaksi.judged', pemda, { pemda, year, requirement, evidenceId, kind: said.kind });
	});
}

/** Nobody judges what they handed in themselves, whatever other post they hold. */
export function requireOther(actor: Officer, byAccount: string): void {
	if (actor.accountId === byAccount) throw new Refusal('forbidden', 'renaksi/own-evidence');
}

function requireVerifier(actor: Actor, pemda: string): Officer {
	if (actor.kind !== 'officer' || !mayVerify(actor, pemda))
		throw new Refusal('forbidden', 'renaksi/not-yours');
	return actor;
}
