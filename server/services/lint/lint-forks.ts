import type { Definition } from '../definition.ts';
import type { Process } from '../process.ts';
import { type Fault, fault, twice } from './fault.ts';
import type { Graph } from './graph.ts';

/** Opinions that are asked at once: of different offices, joined in a way that can come about, with a way on. */
export function lintForks({ provider }: Definition, process: Process, graph: Graph): Fault[] {
	const { forks, transitions } = process;
	const waits = transitions.flatMap(({ id: name, on, from }, index) => {
		const isAsked = from.every((id) => forks.some(({ at }) => at === id));
		const needs = on === 'joined' || on === 'objected';
		return needs && !isAsked
			? [fault(`process.transitions.${index}.on`, 'joined-without-fork', { name, on })]
			: [];
	});
	const twoAtOne = twice(
		forks.map(({ at }) => at),
		(index) => `process.forks.${index}.at`,
	);
	return [...waits, ...twoAtOne, ...forks.flatMap((fork, index) => lintFork(fork, index, provider, graph))];
}

function lintFork(
	{ at, branches, join }: Process['forks'][number],
	index: number,
	provider: Definition['provider'],
	graph: Graph,
): Fault[] {
	const where = `process.forks.${index}`;
	const state = graph.states.get(at);
	if (!state) return [fault(`${where}.at`, 'no-such-state', { name: at })];
	const offices = branches.map(({ office }) => {
		const isProviders = office.tier === 'same' && office.function === provider.function;
		return isProviders ? undefined : `${office.tier} ${office.function}`;
	});
	const ways = graph.out(at);
	const held = state.workingDays;
	const found: (Fault | false)[] = [
		(state.kind === 'end' || state.kind === 'applicant') &&
			fault(`${where}.at`, 'fork-at-nobody', { name: at }),
		typeof join === 'number' && join > branches.length && fault(`${where}.join`, 'join-too-many', { join }),
		!ways.some(({ on }) => on === 'joined') && fault(where, 'fork-never-joins', { name: at }),
		!ways.some(({ on }) => on === 'objected') && fault(where, 'fork-never-objects', { name: at }),
		...branches.map(
			({ id: name, workingDays }, which) =>
				held !== undefined &&
				workingDays > held &&
				fault(`${where}.branches.${which}.workingDays`, 'branch-too-long', { name, most: held }),
		),
		...offices.map(
			(office, which) =>
				office === undefined &&
				fault(`${where}.branches.${which}.office`, 'asks-itself', { name: branches[which]?.id ?? '' }),
		),
	];
	return [
		...found.filter((one) => one !== false),
		...twice(
			branches.map(({ id }) => id),
			(which) => `${where}.branches.${which}.id`,
		),
		...offices.flatMap((office, which) =>
			office !== undefined && offices.indexOf(office) !== which
				? [fault(`${where}.branches.${which}.office`, 'asks-twice', { name: branches[which]?.id ?? '' })]
				: [],
		),
	];
}
