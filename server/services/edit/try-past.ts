import { decide, factsOf } from '../decide.ts';
import type { Definition, Outcome } from '../definition.ts';
import { followRoute, type Stop } from '../follow-route.ts';
import { fieldsFor } from '../form/fields-for.ts';
import type { PastApplication } from './use.ts';

/** What would have come out otherwise for one application: before and after, null where it is the same. */
export type Otherwise = {
	number: string;
	fee: [before: number | null, after: number | null] | null;
	outcome: [before: Outcome, after: Outcome] | null;
	/** Where its route would have stopped. */
	route: Stop | null;
	/** What it would have been asked more. */
	asked: string[];
};

export type SimulationResult = {
	tried: number;
	same: number;
	fees: number;
	outcomes: number;
	routes: number;
	asked: number;
	/** In whole rupiah, of those whose fee is known both ways. */
	feesBefore: number;
	feesAfter: number;
	/** The first that come out otherwise. */
	shown: Otherwise[];
};

export const emptyResult: SimulationResult = {
	...{ tried: 0, same: 0, fees: 0, outcomes: 0, routes: 0, asked: 0, feesBefore: 0, feesAfter: 0 },
	shown: [],
};
const mostShown = 50;

/** One application of the past under both versions. Null when nothing is otherwise. */
export function tryPast(before: Definition, after: Definition, past: PastApplication): Otherwise | null {
	const { answers, findings, on, number } = past;
	const [old, young] = [decide(before, answers, on, findings), decide(after, answers, on, findings)];
	const missedBefore = new Set(fieldsFor(before, answers, on).missing.map(({ name }) => name));
	const asked = fieldsFor(after, answers, on).missing.flatMap(({ name }) =>
		missedBefore.has(name) ? [] : [name],
	);
	const fee: Otherwise['fee'] = old.total === young.total ? null : [old.total, young.total];
	const outcome: Otherwise['outcome'] = old.outcome === young.outcome ? null : [old.outcome, young.outcome];
	const route = after.process
		? followRoute(after.process, past.route, factsOf(after, answers, on, findings))
		: undefined;
	return fee || outcome || route || asked.length > 0
		? { number, fee, outcome, route: route ?? null, asked }
		: null;
}

/** The result with one portion more. */
export function addPortion(
	result: SimulationResult,
	before: Definition,
	after: Definition,
	portion: readonly PastApplication[],
): SimulationResult {
	const sum = { ...result, shown: [...result.shown] };
	for (const past of portion) {
		const otherwise = tryPast(before, after, past);
		sum.tried++;
		if (!otherwise) {
			sum.same++;
			continue;
		}
		const { fee, outcome, route, asked } = otherwise;
		if (fee) sum.fees++;
		if (outcome) sum.outcomes++;
		if (route) sum.routes++;
		if (asked.length > 0) sum.asked++;
		if (fee && fee[0] !== null && fee[1] !== null) {
			sum.feesBefore += fee[0];
			sum.feesAfter += fee[1];
		}
		if (sum.shown.length < mostShown) sum.shown.push(otherwise);
	}
	return sum;
}
