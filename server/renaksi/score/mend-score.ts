import { type Actor, labelOf, type Officer, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { asSystem } from '../as-system.ts';
import {
	getRequirement,
	holdPlan,
	type PlanRef,
	type RequirementRef,
	requireNote,
	requireOpen,
} from '../plan/read-plan.ts';
import { mayVerify } from '../policy.ts';
import { selectEvidenceOf } from '../store/evidence.ts';
import { insertClosure, insertEvent } from '../store/plans.ts';
import { readDecimal, show } from './exact.ts';
import { requireSettler } from './require-settler.ts';

/**
 * Sets what a document is worth from an instant on that has passed, in whole percent of its points, 0 for nothing: a line
 * of its own that everybody reads, with its reason; in a closed period too. It may settle what two verifiers differ about,
 * by somebody who is neither: `not-differing`, `settles-own`, `settled-already`. Refuses `renaksi/not-yours`, `own-evidence`,
 * `wrong-percent`, `wrong-instant`, `identity/not-fresh`.
 */
export async function correctScore(
	actor: Actor,
	{
		pemda,
		year,
		...one
	}: RequirementRef & {
		percent: number;
		countsFrom: Date;
		reason: string;
		/** The evidence two verifiers differ about, which this settles. */
		settles?: string | undefined;
	},
): Promise<void> {
	const officer = verifierOf(actor, pemda);
	const reason = requireNote(one.reason, 'reason');
	const percent = readPercent(one.percent);
	await requireFresh(officer);
	await asSystem(async (tx) => {
		const plan = await holdPlan(tx, { pemda, year });
		const { id: requirement } = getRequirement(plan, one.requirement);
		const [evidence] = await selectEvidenceOf(tx, { pemda, year, requirement });
		if (evidence?.byAccount === officer.accountId) throw new Refusal('forbidden', 'renaksi/own-evidence');
		const at = now();
		const countsFrom = readInstant(one.countsFrom, plan.openedAt, at);
		const by = labelOf(actor);
		const evidenceId = one.settles ?? null;
		if (evidenceId) await requireSettler(tx, officer, { pemda, evidenceId, requirement });
		const counted = { requirement, percent, points: '0', reason, countsFrom, at, by, evidenceId };
		await insertEvent(tx, { pemda, year, id: newId(), kind: 'corrected', ...counted });
		const trail = {
			act: 'renaksi/correct-score',
			subject: `plan:${year}`,
			detail: { requirement, percent, countsFrom },
		};
		await record(tx, { pemda, actor: by, origin: officer.origin, ...trail });
	});
}

/** Takes points off a plan's total, 0.01 to 100, for a reason everybody reads. Refuses `renaksi/not-yours`, `wrong-points`, `closed`, `identity/not-fresh`. */
export async function penalise(
	actor: Actor,
	{ pemda, year, ...one }: PlanRef & { points: string; reason: string },
): Promise<void> {
	const officer = verifierOf(actor, pemda);
	const reason = requireNote(one.reason, 'reason');
	const points = readPoints(one.points);
	await requireFresh(officer);
	await asSystem(async (tx) => {
		requireOpen(await holdPlan(tx, { pemda, year }));
		const [at, by] = [now(), labelOf(actor)];
		const counted = { requirement: null, evidenceId: null, percent: 0, reason, countsFrom: at, at, by };
		await insertEvent(tx, { pemda, year, id: newId(), kind: 'penalised', points, ...counted });
		const trail = { act: 'renaksi/penalise', subject: `plan:${year}`, detail: { points } };
		await record(tx, { pemda, actor: by, origin: officer.origin, ...trail });
	});
}

/** Closes a government's year: from now on only corrections. Refuses `renaksi/not-yours`, `renaksi/closed`, `identity/not-fresh`. */
export async function closePeriod(
	actor: Actor,
	{ pemda, year, ...one }: PlanRef & { reason: string },
): Promise<void> {
	const officer = verifierOf(actor, pemda);
	const reason = requireNote(one.reason, 'reason');
	await requireFresh(officer);
	await asSystem(async (tx) => {
		requireOpen(await holdPlan(tx, { pemda, year }));
		const by = labelOf(actor);
		await insertClosure(tx, { pemda, year, at: now(), by, reason });
		await record(tx, {
			pemda,
			actor: by,
			origin: officer.origin,
			act: 'renaksi/close-period',
			subject: `plan:${year}`,
		});
	});
}

/** Points with at most two decimals, 0.01 to 100, as they are written down. Refuses `renaksi/wrong-points`. */
export function readPoints(text: string): string {
	const points = readDecimal(text);
	if (!points || points.top <= 0n || points.top > 100n * points.bottom || 100n % points.bottom !== 0n) {
		throw new Refusal('invalid', 'renaksi/wrong-points', {
			fields: { points: 'refusal.renaksi.wrong-points' },
		});
	}
	return show(points);
}

/** Whole percent, 0 to 100. Refuses `renaksi/wrong-percent`. */
export function readPercent(percent: number): number {
	if (Number.isInteger(percent) && percent >= 0 && percent <= 100) return percent;
	throw new Refusal('invalid', 'renaksi/wrong-percent', {
		fields: { percent: 'refusal.renaksi.wrong-percent' },
	});
}

/** An instant that has passed since the plan was opened. Refuses `renaksi/wrong-instant`. */
export function readInstant(countsFrom: Date, openedAt: Date, at: Date): Date {
	if (countsFrom < at && countsFrom >= openedAt) return countsFrom;
	throw new Refusal('invalid', 'renaksi/wrong-instant', {
		fields: { countsFrom: 'refusal.renaksi.wrong-instant' },
	});
}

/** The officer, if they verify this government. Refuses `renaksi/not-yours`. */
export function verifierOf(actor: Actor, pemda: string): Officer {
	if (actor.kind !== 'officer' || !mayVerify(actor, pemda))
		throw new Refusal('forbidden', 'renaksi/not-yours');
	return actor;
}
