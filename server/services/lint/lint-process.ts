import type { Definition } from '../definition.ts';
import type { Fault } from './fault.ts';
import { graphOf } from './graph.ts';
import { lintClocks } from './lint-clocks.ts';
import { lintFields } from './lint-fields.ts';
import { lintFlow } from './lint-flow.ts';
import { lintForks } from './lint-forks.ts';
import { lintHands } from './lint-hands.ts';
import { lintMoney } from './lint-money.ts';
import { lintParts } from './lint-parts.ts';
import { lintPrints } from './lint-prints.ts';
import { lintProcessRules } from './lint-process-rules.ts';
import type { Options } from './lint-rule.ts';

/** What is wrong with how a service runs. */
export function lintProcess(definition: Definition, options: Options): Fault[] {
	const { process, named } = definition;
	if (!process) return [];
	const graph = graphOf(process, named);
	const own = [
		...lintFields(definition, process),
		...lintParts(definition, process),
		...lintPrints(definition, process),
		...lintProcessRules(definition, process, graph, options),
	];
	const flow = lintFlow(process, graph);
	// a way to nowhere makes nonsense of what follows
	if (flow.some(({ code }) => code === 'no-such-state' || code === 'twice')) return [...own, ...flow];
	return [
		...own,
		...flow,
		...lintMoney(definition, process, graph),
		...lintHands(process, graph),
		...lintClocks(definition, process, graph),
		...lintForks(definition, process, graph),
	];
}
