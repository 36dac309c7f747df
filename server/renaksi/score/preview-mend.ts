import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { newId } from '#platform/ids';
import type { Band } from '../framework/framework.ts';
import { getPlan, getRequirement, type PlanRef, requireOpen } from '../plan/read-plan.ts';
import { selectHappenings } from '../store/plans.ts';
import { show } from './exact.ts';
import { readInstant, readPercent, readPoints, verifierOf } from './mend-score.ts';
import { type Counts, type Happening, scoreOf } from './score.ts';

export type Mend =
	| { kind: 'penalise'; points: string }
	| { kind: 'correct'; requirement: string; percent: number; countsFrom: Date }
	| { kind: 'close' };
type Shown = { score: string; zone: Band };

export type MendPreview = {
	before: Shown;
	after: Shown;
	counts: Counts;
	/** How many documents wait for a verifier: closed, they stay unverified and give nothing. */
	waiting: number;
};

/**
 * What the score becomes now by a penalty, a correction or the closing of the year; nothing is written. Refuses as the
 * act itself does, but for what it is reasoned with.
 */
export async function previewMend(actor: Actor, { pemda, year }: PlanRef, mend: Mend): Promise<MendPreview> {
	verifierOf(actor, pemda);
	const plan = await getPlan(db, { pemda, year });
	const at = now();
	const happenings = await selectHappenings(db, pemda, year, at);
	const added: Happening[] = [];
	const none = { id: newId(), at, requirement: null, percent: 0, points: '0', countsFrom: at };
	if (mend.kind !== 'correct') requireOpen(plan);
	if (mend.kind === 'penalise') {
		added.push({ ...none, kind: 'penalised', points: readPoints(mend.points) });
	}
	if (mend.kind === 'correct') {
		const { id: requirement } = getRequirement(plan, mend.requirement);
		const countsFrom = readInstant(mend.countsFrom, plan.openedAt, at);
		added.push({ ...none, kind: 'corrected', requirement, percent: readPercent(mend.percent), countsFrom });
	}
	const [was, is] = [happenings, [...happenings, ...added]].map((one) => scoreOf(plan.framework, one, at));
	if (!was || !is) throw new Error('Two scores are compared');
	const shown = (one: typeof is): Shown => ({ score: show(one.score), zone: one.zone });
	const last = new Map(lastKinds(happenings));
	const waiting = [...last.values()].filter((kind) => kind === 'submitted').length;
	return { before: shown(was), after: shown(is), counts: is.counts, waiting };
}

/** What happened last to each document. They come in the order they count. */
const lastKinds = (happenings: Happening[]) =>
	happenings.flatMap(({ requirement, kind }) => (requirement ? [[requirement, kind] as const] : []));
