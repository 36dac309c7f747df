import { now } from '#platform/clock';
import { db } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { getPemda } from '#regions';
import type { Band, Framework, Words } from '../framework/framework.ts';
import { pointsOf, requirementsOf } from '../framework/requirements.ts';
import { getRequirement, type PlanRef, type RequirementRef } from '../plan/read-plan.ts';
import { selectFrameworkYears } from '../store/frameworks.ts';
import { selectHappenings, selectPlan, selectPlans } from '../store/plans.ts';
import { type ScoreLine, selectScores } from '../store/scores.ts';
import { decimal, show, zero } from './exact.ts';
import { rankOf } from './rank.ts';
import { bandOf, type Counts, type Part, type State, scoreOf } from './score.ts';

/** A part of a score as it is shown: what it is called, what it is worth, how it stands, and its own parts. */
export type ShownPart = {
	/** The path: `bmd.database-bmd` */
	id: string;
	name: Words;
	/** 0 to 100 of this part, two decimals. */
	score: string;
	/** Points of the total, out of 100, that all of it is worth, and that it has. */
	worth: string;
	has: string;
	counts: Counts;
	source: string | null;
	isWeighed: boolean;
	state: State | undefined;
	percent: number;
	evidenceId: string | null;
	parts: ShownPart[];
};

export type ScoreFile = {
	pemda: string;
	year: number;
	at: Date;
	framework: Framework;
	score: string;
	zone: Band;
	penalty: string;
	counts: Counts;
	/** What could be read of this instant before somebody corrected it; null where that is the same. */
	before: string | null;
	closedAt: Date | null;
	areas: ShownPart[];
	/** Penalties and corrections with their reasons. */
	mended: {
		kind: string;
		requirement: string | null;
		points: string;
		percent: number;
		reason: string;
		at: Date;
		countsFrom: Date;
	}[];
};

export type Opens = (area: string, documents: number) => boolean;

/**
 * A plan's score as of an instant with everything it is made of; `opens`: only these areas with their parts, told how
 * many documents all of them ask for. Public. Refuses `renaksi/no-such-plan`.
 */
export async function getScore({
	pemda,
	year,
	at = now(),
	opens = () => true,
}: PlanRef & { at?: Date; opens?: Opens }): Promise<ScoreFile> {
	const plan = await selectPlan(db, pemda, year);
	if (!plan || plan.openedAt > at) throw new Refusal('not-found', 'renaksi/no-such-plan');
	const { framework, closedAt } = plan;
	const happenings = await selectHappenings(db, pemda, year, at);
	const documents = requirementsOf(framework).all.length;
	const whole = scoreOf(framework, happenings, at, undefined, (area) => opens(area, documents));
	const isMended = happenings.some((one) => one.at > at);
	const then = show((isMended ? scoreOf(framework, happenings, at, at, () => false) : whole).score);
	const evidence = new Map(
		happenings.flatMap((one) => (one.requirement ? [[one.requirement, one.evidenceId]] : [])),
	);
	const score = show(whole.score);
	return {
		...{ pemda, year, at, framework, closedAt, score },
		zone: whole.zone,
		penalty: show(whole.penalty),
		counts: whole.counts,
		before: then === score ? null : then,
		areas: shownParts(framework, whole.parts, evidence),
		mended: happenings.filter(({ kind }) => kind === 'corrected' || kind === 'penalised'),
	};
}

type Named = {
	id: string;
	name: Words;
	source: string | null;
	weightSource: string | null;
};

function shownParts(framework: Framework, parts: Part[], evidence: Map<string, string | null>): ShownPart[] {
	const requirements = requirementsOf(framework);
	const named = (one: Named, path: string, part: Part | undefined, below: ShownPart[]): ShownPart => {
		const units = requirements.inside.get(path) ?? 0n;
		return {
			...{ id: path, name: one.name, source: one.source, parts: below },
			score: show(part?.score ?? zero),
			worth: show(pointsOf({ units }, requirements)),
			has: show({ top: part?.earned ?? 0n, bottom: requirements.units }),
			counts: part?.counts ?? { required: 0, uploaded: 0, accepted: 0, rejected: 0, unverified: 0 },
			isWeighed: one.weightSource !== null,
			state: part?.standing?.state,
			percent: part?.standing?.percent ?? 0,
			evidenceId: evidence.get(path) ?? null,
		};
	};
	const find = (inside: Part[] | undefined, id: string) => inside?.find((part) => part.id === id);
	return framework.areas.map((area) => {
		const ofArea = find(parts, area.id);
		const opened = ofArea?.parts.length ? area.indicators : [];
		const indicators = opened.map((indicator) => {
			const [ofIndicator, path] = [find(ofArea?.parts, indicator.id), `${area.id}.${indicator.id}`];
			const subs = indicator.subs.map((sub) => {
				const [ofSub, at] = [find(ofIndicator?.parts, sub.id), `${path}.${sub.id}`];
				const documents = sub.documents.map((document) =>
					named(document, `${at}.${document.id}`, find(ofSub?.parts, document.id), []),
				);
				return named(sub, at, ofSub, documents);
			});
			return named(indicator, path, ofIndicator, subs);
		});
		return named(area, area.id, ofArea, indicators);
	});
}

export type RankedScore = ScoreLine & { name: string; zone: Band; rank: number };

/**
 * All plans of a year as of an instant, by rank; equal scores share a place. `within`: only among the governments of one
 * province, by its code. Public.
 */
export async function listScores({
	year,
	at = now(),
	within = '',
}: {
	year: number;
	at?: Date;
	within?: string;
}): Promise<RankedScore[]> {
	const lines = (await selectScores(year, at)).filter(({ pemda }) => pemda.startsWith(within));
	const ranked = await Promise.all(
		rankOf(lines).map(async ({ framework, ...line }) => ({
			...line,
			name: (await getPemda(line.pemda)).name,
			zone: bandOf(framework.zones, decimal(line.score)),
		})),
	);
	return ranked.sort((a, b) => a.rank - b.rank || (a.pemda < b.pemda ? -1 : 1));
}

/** A government's plans without what is in them, the newest first. Public. */
export async function listPlans(
	pemda: string,
): Promise<{ year: number; openedAt: Date; closedAt: Date | null }[]> {
	return (await selectPlans(db, [pemda])).map(({ year, openedAt, closedAt }) => ({
		year,
		openedAt,
		closedAt,
	}));
}

export type HistoryLine = {
	id: string;
	kind: string;
	percent: number;
	reason: string;
	at: Date;
	countsFrom: Date;
};

/** What happened to one document up to an instant, in order, without who. Public. */
export async function listHistory(
	{ pemda, year, requirement }: RequirementRef,
	at: Date,
): Promise<HistoryLine[]> {
	const happenings = await selectHappenings(db, pemda, year, at);
	return happenings
		.filter((one) => one.requirement === requirement)
		.map(({ id, kind, percent, reason, at: when, countsFrom }) => ({
			id,
			kind,
			percent,
			reason,
			at: when,
			countsFrom,
		}));
}

/** What a document of a plan is called. Public. Refuses `renaksi/no-such-plan` and `renaksi/no-such-document`. */
export async function findDocumentName({ pemda, year, requirement }: RequirementRef): Promise<Words> {
	const plan = await selectPlan(db, pemda, year);
	if (!plan) throw new Refusal('not-found', 'renaksi/no-such-plan');
	return getRequirement(plan, requirement).document.name;
}

/** The years there is a framework for, the newest first. Public. */
export function listFrameworkYears(): Promise<number[]> {
	return selectFrameworkYears();
}
