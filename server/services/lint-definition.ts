import { checkRule, type Fields, type Kind } from '#rules';
import { decide, fieldsRead } from './decide.ts';
import { type Definition, definition as shape } from './definition.ts';

/** What is wrong with a definition, where: nothing with a problem is published. */
export type Fault = { at: string; what: string };

const kinds = { boolean: 'boolean', choice: 'text', number: 'number', day: 'day' } as const satisfies Record<
	Definition['questions'][number]['kind'],
	Kind
>;

/**
 * Reads a definition from anything: its shape, its rules, its references, and its own examples, which must come out as
 * they say on their day, else on `today`. Never throws. With no faults `definition` is set.
 */
export function lintDefinition(
	given: unknown,
	today: string,
): { definition: Definition; faults: [] } | { definition: undefined; faults: Fault[] } {
	const read = shape.safeParse(given);
	if (!read.success) {
		const faults = read.error.issues.map(({ path, message }) => ({ at: path.join('.'), what: message }));
		return { definition: undefined, faults };
	}
	const definition = read.data;
	const faults = [
		...sameNames(definition),
		...rulesOf(definition),
		...unused(definition),
		...examplesOf(definition, today),
	];
	return faults.length === 0 ? { definition, faults: [] } : { definition: undefined, faults };
}

function sameNames(definition: Definition): Fault[] {
	return (['questions', 'eligibility', 'papers', 'fees'] as const).flatMap((part) => {
		const ids = definition[part].map(({ id }) => id);
		return ids.flatMap((id, index) =>
			ids.indexOf(id) === index ? [] : [{ at: `${part}.${index}.id`, what: `${id} is there twice` }],
		);
	});
}

/** Each rule over the questions it may know: a question's own condition only over those before it. */
function rulesOf(definition: Definition): Fault[] {
	const { questions, named } = definition;
	const all = fieldsOf(questions);
	return [
		...questions.flatMap(({ when }, index) =>
			faultsOf(when, `questions.${index}.when`, 'boolean', fieldsOf(questions.slice(0, index)), named),
		),
		...Object.entries(named).flatMap(([name, rule]) =>
			faultsOf(rule, `named.${name}`, undefined, all, named),
		),
		...definition.eligibility.flatMap(({ rule }, index) =>
			faultsOf(rule, `eligibility.${index}.rule`, 'boolean', all, named),
		),
		...definition.papers.flatMap(({ when }, index) =>
			faultsOf(when, `papers.${index}.when`, 'boolean', all, named),
		),
		...definition.fees.flatMap(({ when, amount }, index) => [
			...faultsOf(when, `fees.${index}.when`, 'boolean', all, named),
			...faultsOf(amount, `fees.${index}.amount`, 'number', all, named),
		]),
	];
}

function fieldsOf(questions: Definition['questions']): Fields {
	return Object.fromEntries(questions.map(({ id, kind }) => [id, kinds[kind]]));
}

function faultsOf(
	rule: unknown,
	at: string,
	kind: Kind | undefined,
	fields: Fields,
	named: Definition['named'],
): Fault[] {
	if (rule === undefined) return [];
	const checked = checkRule(rule, fields, named);
	const faults = checked.problems.map((problem) => ({
		at: [at, problem.at].filter(Boolean).join('.'),
		what: [problem.what, problem.name].filter(Boolean).join(' '),
	}));
	if (faults.length > 0 || kind === undefined || checked.kind === 'unknown' || checked.kind === kind)
		return faults;
	return [{ at, what: `must be worth a ${kind}` }];
}

/** Nothing is asked that decides nothing. */
function unused(definition: Definition): Fault[] {
	const read = fieldsRead(definition);
	return definition.questions.flatMap(({ id }, index) =>
		read.has(id) ? [] : [{ at: `questions.${index}`, what: `${id} is asked and decides nothing` }],
	);
}

function examplesOf(definition: Definition, today: string): Fault[] {
	const asked = new Set(definition.questions.map(({ id }) => id));
	return definition.examples.flatMap((example, index) => {
		const at = `examples.${index}`;
		const strangers = Object.keys(example.answers).filter((name) => !asked.has(name));
		if (strangers.length > 0) return [{ at, what: `answers ${strangers.join(', ')}, which nobody asks` }];
		const decision = decide(definition, example.answers, example.on ?? today);
		const against = decision.findings.filter(
			({ outcome }) => outcome === decision.outcome && outcome !== 'eligible',
		);
		const came = {
			outcome: decision.outcome,
			because: against.map(({ id }) => id).sort(),
			...(example.papers ? { papers: decision.papers.map(({ id }) => id).sort() } : {}),
			...(example.fee === undefined ? {} : { fee: decision.total }),
		};
		const expected = {
			outcome: example.outcome,
			because: [...example.because].sort(),
			...(example.papers ? { papers: [...example.papers].sort() } : {}),
			...(example.fee === undefined ? {} : { fee: example.fee }),
		};
		const [is, should] = [JSON.stringify(came), JSON.stringify(expected)];
		return is === should ? [] : [{ at, what: `${example.name}: ${is} instead of ${should}` }];
	});
}
