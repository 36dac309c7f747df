import type { Band, Framework } from '../framework/framework.ts';
import { type Requirement, requirementsOf } from '../framework/requirements.ts';
import { compare, decimal, type Exact, fraction, minus, sum, zero } from './exact.ts';

/** What happened to one document, or to the whole plan (a penalty). Rows of `renaksi.event`. */
export type Happening = {
	/** UUIDv7: decides between two of the same instant. */
	id: string;
	kind: 'submitted' | 'accepted' | 'rejected' | 'returned' | 'corrected' | 'penalised';
	/** Null for a penalty. */
	requirement: string | null;
	/** Of what was accepted or corrected: how much of the document's points, in whole percent. */
	percent: number;
	/** Points off the total, of a penalty. */
	points: string;
	/** From when it counts: its own instant, but for a correction, which names an earlier one. */
	countsFrom: Date;
	at: Date;
};

export type State = 'missing' | 'unverified' | 'accepted' | 'rejected';
export type Standing = { state: State; percent: number };

/** As the KPK counts: what is uploaded is accepted, rejected or not verified yet; what was handed back is not verified. */
export type Counts = Record<'required' | 'uploaded' | 'accepted' | 'rejected' | 'unverified', number>;

/** A figure and what it is made of: area, indicator, sub-indicator, document. */
export type Part = {
	id: string;
	/** 0 to 100 of this part: what was earned of all its units, not in lowest terms. */
	score: Exact;
	/** Whole units times percent. */
	earned: bigint;
	counts: Counts;
	parts: Part[];
	/** Of a document. */
	standing?: Standing;
};
export type Score = Omit<Part, 'id' | 'earned'> & { penalty: Exact; zone: Band };

/**
 * The score as of an instant from what happened alone, whatever order it is told in. `knownAt` leaves out corrections
 * that were made later: what people could read then. `opens`: which areas are opened to their own parts, all unless told.
 */
export function scoreOf(
	framework: Framework,
	happenings: readonly Happening[],
	at: Date,
	knownAt?: Date,
	opens: (area: string) => boolean = () => true,
): Score {
	const counted = happenings.filter((one) => one.countsFrom <= at && (!knownAt || one.at <= knownAt));
	const standings = standingsOf(counted);
	const { all, units } = requirementsOf(framework);
	const parts = partsOf(all, standings, levels, opens);
	const earned = fraction(earnedOf(all, standings), units);
	const penalty = sum(
		counted.filter(({ kind }) => kind === 'penalised').map(({ points }) => decimal(points)),
	);
	const left = minus(earned, penalty);
	const score = compare(left, zero) < 0 ? zero : left;
	const counts = countsOf(all, standings);
	return { score, counts, parts, penalty, zone: bandOf(framework.zones, score) };
}

/** How each document stands: by the last thing that counts. */
export function standingsOf(counted: readonly Happening[]): Map<string, Standing> {
	const last = new Map<string, Happening>();
	for (const one of counted) {
		if (one.requirement === null) continue;
		const before = last.get(one.requirement);
		if (!before || isLater(one, before)) last.set(one.requirement, one);
	}
	return new Map([...last].map(([requirement, one]) => [requirement, standingAfter(one)]));
}

function isLater(a: Happening, b: Happening): boolean {
	const difference = a.countsFrom.getTime() - b.countsFrom.getTime();
	return difference > 0 || (difference === 0 && a.id > b.id);
}

export function standingAfter({ kind, percent }: Pick<Happening, 'kind' | 'percent'>): Standing {
	if (kind === 'accepted') return { state: 'accepted', percent };
	if (kind === 'corrected') return { state: percent > 0 ? 'accepted' : 'rejected', percent };
	return { state: kind === 'rejected' ? 'rejected' : 'unverified', percent: 0 };
}

const levels = ['area', 'indicator', 'sub', 'document'] as const;
type Level = (typeof levels)[number];

function partsOf(
	all: readonly Requirement[],
	standings: Map<string, Standing>,
	[level, ...below]: readonly Level[],
	opens: (id: string) => boolean = () => true,
): Part[] {
	if (!level) return [];
	const groups = Map.groupBy(all, (one) => one[level].id);
	return [...groups].map(([id, inside]) => {
		const units = inside.reduce((total, one) => total + one.units, 0n);
		const earned = earnedOf(inside, standings);
		const [first] = inside;
		const standing = level === 'document' && first ? standings.get(first.id) : undefined;
		return {
			id,
			...{ earned, score: { top: earned, bottom: units } },
			counts: countsOf(inside, standings),
			parts: opens(id) ? partsOf(inside, standings, below) : [],
			...(standing ? { standing } : {}),
		};
	});
}

/** Whole units times percent: of all units, points of 100. */
const earnedOf = (all: readonly Requirement[], standings: Map<string, Standing>) =>
	all.reduce((total, one) => total + one.units * BigInt(percentOf(one, standings)), 0n);

const percentOf = ({ id }: Requirement, standings: Map<string, Standing>) => standings.get(id)?.percent ?? 0;

function countsOf(all: readonly Requirement[], standings: Map<string, Standing>): Counts {
	const counts: Counts = { required: all.length, uploaded: 0, accepted: 0, rejected: 0, unverified: 0 };
	for (const { id } of all) {
		const state = standings.get(id)?.state ?? 'missing';
		if (state === 'missing') continue;
		counts.uploaded++;
		counts[state]++;
	}
	return counts;
}

/** The count that a source leaves out: what is uploaded and neither rejected nor unverified is accepted. */
export function acceptedOf(counts: Omit<Counts, 'accepted'>): number {
	return counts.uploaded - counts.rejected - counts.unverified;
}

/** The last band that begins at or below a value: at an edge the higher one. Below all of them, the first. */
export function bandOf(bands: readonly Band[], value: Exact): Band {
	const [lowest] = bands;
	if (!lowest) throw new Error('No bands');
	return bands.findLast(({ from }) => compare(decimal(from), value) <= 0) ?? lowest;
}
