import type { Definition } from '../definition.ts';
import type { Process } from '../process.ts';
import { type Fault, fault } from './fault.ts';
import { type Graph, reachedFrom } from './graph.ts';

/** The working days of the longest way to an end may not be more than what the standard of service promises. */
export function lintClocks({ standard }: Definition, process: Process, graph: Graph): Fault[] {
	const { amount, unit } = standard.duration;
	const most = unit === 'minute' ? 1 : unit === 'hour' ? Math.ceil(amount / 8) : amount;
	const { days, way } = longestWay(daysOf(process), graph);
	return days > most
		? [fault('standard.duration', 'too-many-days', { days, most, way: way.join(' → ') })]
		: [];
}

/** The clock runs with officers and the system; what a law adds is beyond the promise. Opinions are asked at once: the slowest counts. */
function daysOf({ states, forks }: Process): Map<string, number> {
	return new Map(
		states.map(({ id, kind, workingDays, extension }) => {
			if (kind === 'applicant' || kind === 'end' || extension) return [id, 0];
			const branches = forks.filter(({ at }) => at === id).flatMap((fork) => fork.branches);
			return [id, workingDays ?? Math.max(0, ...branches.map((branch) => branch.workingDays))];
		}),
	);
}

const mostSteps = 20_000;

/**
 * A state that is come back to goes on where it stopped: it counts once. A process with more ways than can be walked
 * counts every state that can be reached.
 */
function longestWay(days: Map<string, number>, { first, out }: Graph): { days: number; way: string[] } {
	let best = { days: 0, way: [first] };
	let steps = 0;
	const walk = (id: string, way: string[], sum: number): void => {
		if (++steps > mostSteps) return;
		const here = sum + (days.get(id) ?? 0);
		const path = [...way, id];
		if (here > best.days) best = { days: here, way: path };
		for (const { to } of out(id)) if (!path.includes(to)) walk(to, path, here);
	};
	walk(first, [], 0);
	if (steps <= mostSteps) return best;
	const all = [...reachedFrom([first], (id) => out(id).map(({ to }) => to))];
	return { days: all.reduce((sum, id) => sum + (days.get(id) ?? 0), 0), way: all };
}
