import type { Facts } from '#rules';
import { holds } from './form/fields-for.ts';
import type { Process } from './process.ts';

/** Where a route stops being one: no way leads there for these facts, or the platform takes another of itself. */
export type Stop = { at: number; state: string; why: 'starts-elsewhere' | 'no-way' | 'goes-elsewhere' };

/** Whether an application with these facts can pass these states, from the first on. Undefined when it can. */
export function followRoute(
	{ states, transitions }: Pick<Process, 'states' | 'transitions'>,
	route: readonly string[],
	facts: Facts,
): Stop | undefined {
	const [first] = route;
	if (first !== undefined && first !== states[0]?.id) return { at: 0, state: first, why: 'starts-elsewhere' };
	for (const [index, state] of route.slice(1).entries()) {
		const here = route[index] ?? '';
		const ways = transitions.filter(({ from, guard }) => from.includes(here) && holds(guard, facts));
		// what happens on entering happens before anybody can do anything
		const atOnce = ways.find(({ on }) => on === 'entered');
		if (atOnce && atOnce.to !== state) return { at: index + 1, state, why: 'goes-elsewhere' };
		if (!ways.some(({ to }) => to === state)) return { at: index + 1, state, why: 'no-way' };
	}
	return undefined;
}
