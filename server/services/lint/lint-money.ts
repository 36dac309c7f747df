import type { Definition } from '../definition.ts';
import type { Process, Transition } from '../process.ts';
import { type Fault, fault } from './fault.ts';
import { type Graph, reachedFrom } from './graph.ts';

const at = (index: number) => `process.transitions.${index}`;

/** Money is moved by the system alone: nobody can leave what is unpaid, bill themselves, or be granted without paying. */
export function lintMoney({ fees }: Definition, process: Process, graph: Graph): Fault[] {
	const { transitions } = process;
	const unpaid = new Set(transitions.filter(({ on }) => on === 'settled').flatMap(({ from }) => from));
	const bills = transitions.some(({ effects }) => effects.includes('invoice'));
	return [
		...transitions.flatMap((one, index) => [
			...lintBilling(one, at(index), unpaid),
			...lintMover(one, at(index), unpaid, graph),
		]),
		...(unpaid.has(graph.first) ? [fault('process.states.0', 'unbilled', { name: graph.first })] : []),
		...(fees.length > 0 && !bills ? [fault('process.transitions', 'fees-never-billed')] : []),
		...(fees.length === 0 && bills ? [fault('fees', 'bill-without-fees')] : []),
		...(fees.length > 0 && bills ? lintGrantedUnpaid(graph) : []),
	];
}

function lintBilling(
	{ id: name, from, to, effects }: Transition,
	where: string,
	unpaid: Set<string>,
): Fault[] {
	const isBill = effects.includes('invoice');
	const comesFromOutside = from.some((id) => !unpaid.has(id));
	return [
		...(unpaid.has(to) && comesFromOutside && !isBill ? [fault(where, 'unbilled', { name: to })] : []),
		...(isBill && !unpaid.has(to) ? [fault(where, 'bill-nobody-waits-for', { name })] : []),
	];
}

function lintMover(
	{ id: name, from, to, by, effects }: Transition,
	where: string,
	unpaid: Set<string>,
	{ states }: Graph,
): Fault[] {
	const target = states.get(to);
	const isMoney = effects.some((one) => one === 'invoice' || one.startsWith('issue:'));
	const leavesUnpaid = from.some((id) => unpaid.has(id));
	const givesUp = target?.kind === 'end' && target.outcome !== 'granted';
	const byPeople = !by.includes('system');
	const found: (Fault | false)[] = [
		by.includes('applicant') && isMoney && fault(where, 'applicant-bills-or-issues', { name }),
		by.includes('applicant') && target?.outcome === 'granted' && fault(where, 'applicant-grants', { name }),
		by.includes('applicant') && leavesUnpaid && fault(where, 'applicant-leaves-unpaid', { name }),
		byPeople &&
			!by.includes('applicant') &&
			leavesUnpaid &&
			!givesUp &&
			fault(where, 'officer-leaves-unpaid', { name }),
	];
	return found.filter((one) => one !== false);
}

/** What the law grants by silence is granted before it is paid. */
function lintGrantedUnpaid({ first, out, states }: Graph): Fault[] {
	const free = reachedFrom([first], (id) =>
		out(id)
			.filter(({ on, deemed }) => on !== 'settled' && !deemed)
			.map(({ to }) => to),
	);
	return [...free].flatMap((name) =>
		states.get(name)?.outcome === 'granted' ? [fault('process.transitions', 'granted-unpaid', { name })] : [],
	);
}
