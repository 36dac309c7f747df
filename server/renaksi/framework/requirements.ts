import { decimal, type Exact, fraction, hundred, leastMultiple, per, times } from '../score/exact.ts';
import type { Area, Document, Framework, Indicator, Sub } from './framework.ts';

/** One document a framework asks for, by its path, and how much of the whole it is worth in whole units. */
export type Requirement = {
	/** `bmd.database-bmd.pemenuhan.tangkapan-12` */
	id: string;
	area: Area;
	indicator: Indicator;
	sub: Sub;
	document: Document;
	units: bigint;
};

/**
 * The documents of a framework, and what all are worth together: a score is the units earned of all units. `inside`: what
 * each part is worth by its path, from area to document.
 */
export type Requirements = { all: Requirement[]; units: bigint; inside: Map<string, bigint> };

const known = new WeakMap<Framework, Requirements>();

/**
 * Every document with its share of the whole in the smallest whole numbers that say it exactly: with equal thirds and
 * weights of 12.5 alike, adding up is adding whole numbers, here and in the database, the same to the last digit.
 */
export function requirementsOf(framework: Framework): Requirements {
	const before = known.get(framework);
	if (before) return before;
	const shares: (Omit<Requirement, 'units'> & { share: Exact })[] = [];
	for (const [area, inArea] of weighed(framework.areas, (one) => one.weight)) {
		for (const [indicator, inIndicator] of weighed(area.indicators, (one) => one.weight)) {
			for (const [sub, inSub] of weighed(indicator.subs, (one) => one.weight)) {
				for (const [document, inDocument] of weighed(sub.documents, (one) => one.points)) {
					const id = [area, indicator, sub, document].map((one) => one.id).join('.');
					const share = [inArea, inIndicator, inSub, inDocument].reduce(times);
					shares.push({ id, area, indicator, sub, document, share });
				}
			}
		}
	}
	const units = shares.map(({ share }) => share.bottom).reduce(leastMultiple, 1n);
	const all = shares.map(({ share, ...one }) => ({ ...one, units: (share.top * units) / share.bottom }));
	const inside = new Map<string, bigint>();
	for (const one of all) {
		for (const path of pathsOf(one.id)) inside.set(path, (inside.get(path) ?? 0n) + one.units);
	}
	const requirements = { all, units, inside };
	known.set(framework, requirements);
	return requirements;
}

/** 'a.b.c' lies in 'a', in 'a.b', and is itself. */
function pathsOf(id: string): string[] {
	const steps = id.split('.');
	return steps.map((_, last) => steps.slice(0, last + 1).join('.'));
}

/** Each with its share of its parent: as given, of 100, or equal. */
function weighed<One>(children: One[], weightOf: (one: One) => string | null): [One, Exact][] {
	const equal = fraction(1n, BigInt(children.length));
	return children.map((child) => {
		const weight = weightOf(child);
		return [child, weight === null ? equal : per(decimal(weight), hundred)];
	});
}

/** How many points of the total, out of 100, a document or any part is worth; not in lowest terms. */
export function pointsOf(part: { units: bigint }, { units }: Requirements): Exact {
	return { top: part.units * 100n, bottom: units };
}
