import type { Process, State, Transition } from '../process.ts';
import { isNever, type Named } from './lint-rule.ts';

/** The states of a process and the ways between them that can be taken at all. */
export type Graph = {
	first: string;
	states: ReadonlyMap<string, State>;
	out: (state: string) => Transition[];
	into: (state: string) => Transition[];
	/** The state itself and all that may lie before it. */
	past: (states: readonly string[]) => Set<string>;
};

export function graphOf({ states, transitions }: Process, named: Named): Graph {
	const ways = transitions.filter(({ guard }) => !isNever(guard, named));
	const out = (state: string) => ways.filter(({ from }) => from.includes(state));
	const into = (state: string) => ways.filter(({ to }) => to === state);
	return {
		first: states[0]?.id ?? '',
		states: new Map(states.map((state) => [state.id, state])),
		out,
		into,
		past: (ids) => reachedFrom(ids, (id) => into(id).flatMap(({ from }) => from)),
	};
}

/** Everything that is reached step by step, the start included. */
export function reachedFrom(start: readonly string[], next: (id: string) => readonly string[]): Set<string> {
	const reached = new Set(start);
	// a set is walked in the order of its growth
	for (const id of reached) for (const one of next(id)) reached.add(one);
	return reached;
}

/** Whether nobody but the platform takes it. */
export function isSystems({ by }: Transition): boolean {
	return by.includes('system');
}
