import type { Process, Transition } from '../process.ts';
import { type Fault, fault } from './fault.ts';
import { type Graph, isSystems } from './graph.ts';

/** Nobody grants what the same person moved there; silence grants only where a law says so. */
export function lintHands(process: Process, graph: Graph): Fault[] {
	const indexOf = (one: Transition) => process.transitions.indexOf(one);
	const granted = process.states.filter(({ outcome }) => outcome === 'granted').map(({ id }) => id);
	const approving = officersInto(granted, graph).filter((one) => !one.fourEyes);
	return [
		...approving.flatMap((one) => {
			const before = officersInto(one.from, graph).filter((other) => other !== one && !isLoop(other));
			const role = one.by.find((by) => before.some((other) => other.by.includes(by)));
			return role ? [fault(`process.transitions.${indexOf(one)}`, 'one-person', { name: one.id, role })] : [];
		}),
		...process.transitions.flatMap((one, index) => lintSilence(one, index, graph)),
	];
}

/** The last steps of officers before a state, through what the system does of itself. */
function officersInto(states: readonly string[], graph: Graph): Transition[] {
	const found = new Set<Transition>();
	const seen = new Set(states);
	for (const state of seen) {
		for (const way of graph.into(state)) {
			if (isSystems(way)) for (const from of way.from) seen.add(from);
			else if (way.by.some((by) => by !== 'applicant')) found.add(way);
		}
	}
	return [...found];
}

function isLoop({ from, to }: Transition): boolean {
	return from.length === 1 && from[0] === to;
}

function lintSilence(one: Transition, index: number, { states }: Graph): Fault[] {
	const { id: name, on, to, deemed } = one;
	const isSilence = on === 'expired' && isSystems(one) && states.get(to)?.outcome === 'granted';
	if (deemed && !isSilence) return [fault(`process.transitions.${index}.deemed`, 'deemed-wrongly', { name })];
	return !deemed && isSilence ? [fault(`process.transitions.${index}`, 'deemed-without-law', { name })] : [];
}
