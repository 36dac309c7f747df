import type { Process, State, Transition } from '../process.ts';
import { type Fault, fault, twice } from './fault.ts';
import { type Graph, isSystems, reachedFrom } from './graph.ts';

const at = (index: number, part?: string) => ['process.transitions', index, part].filter(nonEmpty).join('.');
const atState = (index: number, part?: string) => ['process.states', index, part].filter(nonEmpty).join('.');

function nonEmpty(part: string | number | undefined): boolean {
	return part !== undefined;
}

/** Whether every state can be come to and left, and every way leads from somewhere to somewhere. */
export function lintFlow(process: Process, graph: Graph): Fault[] {
	const { states, transitions } = process;
	const names = [
		...twice(
			states.map(({ id }) => id),
			(index) => atState(index, 'id'),
		),
		...twice(
			transitions.map(({ id }) => id),
			(index) => at(index, 'id'),
		),
		...transitions.flatMap((one, index) => strangersOf(one, index, graph)),
	];
	// what leads nowhere makes all the rest look wrong
	if (names.length > 0) return names;
	return [
		...(states[0]?.kind === 'end' ? [fault(atState(0), 'first-is-end')] : []),
		...states.flatMap((state, index) => [
			...lintEnd(state, index),
			...lintReach(state, index, process, graph),
		]),
		...transitions.flatMap((one, index) => lintTransition(one, index, process, graph)),
	];
}

function strangersOf({ from, to }: Transition, index: number, { states }: Graph): Fault[] {
	return [
		...from.flatMap((name, which) =>
			states.has(name) ? [] : [fault(at(index, `from.${which}`), 'no-such-state', { name })],
		),
		...(states.has(to) ? [] : [fault(at(index, 'to'), 'no-such-state', { name: to })]),
		...twice(from, (which) => at(index, `from.${which}`)),
	];
}

function lintEnd(state: State, index: number): Fault[] {
	const { id: name, kind, outcome } = state;
	if (kind !== 'end')
		return outcome ? [fault(atState(index, 'outcome'), 'outcome-not-of-end', { name })] : [];
	const works = state.workingDays ?? state.office ?? state.checklist ?? state.findings ?? state.inspection;
	return [
		...(outcome ? [] : [fault(atState(index), 'end-without-outcome', { name })]),
		...(works ? [fault(atState(index), 'end-with-work', { name })] : []),
	];
}

function lintReach(state: State, index: number, { states }: Process, graph: Graph): Fault[] {
	const { id: name, kind } = state;
	const after = (ids: string[]) => reachedFrom(ids, (id) => graph.out(id).map(({ to }) => to));
	const faults = after([graph.first]).has(name) ? [] : [fault(atState(index), 'unreachable-state', { name })];
	if (kind === 'end') return faults;
	const ways = graph.out(name);
	const [where, params] = [atState(index), { name }];
	if (ways.length === 0) return [...faults, fault(where, 'no-way-out', params)];
	const future = after([name]);
	if (!states.some(({ id, kind }) => kind === 'end' && future.has(id)))
		faults.push(fault(where, 'dead-end', params));
	if (ways.every(({ guard }) => guard !== undefined)) faults.push(fault(where, 'only-guarded', params));
	if (!ways.some((way) => canMove(way, kind))) faults.push(fault(where, 'nobody-moves', params));
	if (index === 0 && !states.some(({ id, outcome }) => outcome === 'granted' && future.has(id)))
		faults.push(fault('process.states', 'never-granted'));
	if (kind === 'applicant' && state.workingDays && !ways.some(({ on }) => on === 'expired'))
		faults.push(fault(where, 'never-lapses', params));
	return faults;
}

/** Who holds a state must be able to leave it; a state of the applicant may also be ended by others. */
function canMove(way: Transition, kind: State['kind']): boolean {
	if (kind === 'system') return isSystems(way);
	return kind === 'officer' ? !way.by.every((one) => one === 'applicant') : true;
}

function lintTransition(one: Transition, index: number, process: Process, graph: Graph): Fault[] {
	const { id: name, from, to, on, by, requires } = one;
	const origins = from.flatMap((id) => graph.states.get(id) ?? []);
	const target = graph.states.get(to);
	const found: (Fault | false)[] = [
		!graph.out(from[0] ?? '').includes(one) && fault(at(index, 'guard'), 'never-taken', { name }),
		...origins.map(
			({ id, kind }) => kind === 'end' && fault(at(index), 'way-out-of-end', { name, state: id }),
		),
		isSystems(one) && by.length > 1 && fault(at(index, 'by'), 'system-and-people', { name }),
		isSystems(one) && !on && fault(at(index, 'on'), 'system-without-occasion', { name }),
		!isSystems(one) && on !== undefined && fault(at(index, 'by'), 'occasion-without-system', { name, on }),
		on === 'expired' &&
			!origins.every(({ workingDays }) => workingDays) &&
			fault(at(index, 'on'), 'expired-without-days', { name }),
		requires.includes('checklist') &&
			!origins.every(({ checklist }) => checklist) &&
			fault(at(index, 'requires'), 'no-checklist', { name }),
		requires.includes('findings') &&
			!origins.every(({ findings }) => findings) &&
			fault(at(index, 'requires'), 'no-findings', { name }),
		requires.includes('correction') &&
			target?.kind !== 'applicant' &&
			fault(at(index, 'to'), 'correction-to-nobody', { name }),
		target?.outcome === 'refused' &&
			!isSystems(one) &&
			!requires.includes('reason') &&
			fault(at(index, 'requires'), 'refused-without-reason', { name }),
		isShadowed(one, index, process) && fault(at(index), 'shadowed', { name }),
	];
	return found.filter((each) => each !== false);
}

/** One of the same occasion before it has no guard: it is never the turn of this one. */
function isShadowed({ on, from }: Transition, index: number, { transitions }: Process): boolean {
	if (!on) return false;
	const before = transitions.slice(0, index).filter((one) => one.on === on && one.guard === undefined);
	return from.every((id) => before.some((one) => one.from.includes(id)));
}
