import { fieldsRead } from '../decide.ts';
import { type Definition, definition as shape } from '../definition.ts';
import { cannotBeKept } from './cannot-be-kept.ts';
import { type Fault, fault, twice } from './fault.ts';
import { findingsOf, kindsOf, pageFieldsOf } from './known-fields.ts';
import { lintExamples, optionsOf } from './lint-examples.ts';
import { lintProcess } from './lint-process.ts';
import { lintRule, type Options } from './lint-rule.ts';

/**
 * Reads a definition from anything: its shape, its rules, its references, how it runs, and its own examples, which must
 * come out as they say on their day, else on `today`. Never throws. With no faults `definition` is set.
 */
export function lintDefinition(
	given: unknown,
	today: string,
): { definition: Definition; faults: [] } | { definition: undefined; faults: Fault[] } {
	const why = cannotBeKept(given);
	if (why) return { definition: undefined, faults: [fault('', why)] };
	const read = shape.safeParse(given);
	if (!read.success) {
		const faults = read.error.issues.map(({ path, message }) => fault(path.join('.'), 'shape', { message }));
		return { definition: undefined, faults };
	}
	const definition = read.data;
	const options = optionsOf(definition);
	const faults = [
		...sameNames(definition),
		...rulesOf(definition, options),
		...unused(definition),
		...lintProcess(definition, options),
		...lintExamples(definition, today),
	];
	return faults.length === 0 ? { definition, faults: [] } : { definition: undefined, faults };
}

function sameNames(definition: Definition): Fault[] {
	return (['questions', 'eligibility', 'papers', 'fees'] as const).flatMap((part) =>
		twice(
			definition[part].map(({ id }) => id),
			(index) => `${part}.${index}.id`,
		),
	);
}

/**
 * Each rule over what it may know: a question's own condition only questions before it, conditions the questions,
 * papers also the fields of the pages, fees and named rules also what officers find.
 */
function rulesOf(definition: Definition, options: Options): Fault[] {
	const { questions, named } = definition;
	const scope = (fields: Parameters<typeof kindsOf>[0]) => ({ fields: kindsOf(fields), named, options });
	const asked = scope(questions);
	const filled = scope([...questions, ...pageFieldsOf(definition)]);
	const all = scope([...questions, ...pageFieldsOf(definition), ...findingsOf(definition)]);
	return [
		...questions.flatMap(({ when }, index) =>
			lintRule(when, `questions.${index}.when`, 'boolean', scope(questions.slice(0, index))),
		),
		...Object.entries(named).flatMap(([name, rule]) => lintRule(rule, `named.${name}`, undefined, all)),
		...definition.eligibility.flatMap(({ rule }, index) =>
			lintRule(rule, `eligibility.${index}.rule`, 'boolean', asked),
		),
		...definition.papers.flatMap(({ when }, index) =>
			lintRule(when, `papers.${index}.when`, 'boolean', filled),
		),
		...definition.fees.flatMap(({ when, amount }, index) => [
			...lintRule(when, `fees.${index}.when`, 'boolean', all),
			...lintRule(amount, `fees.${index}.amount`, 'number', all),
		]),
	];
}

/** Nothing is asked that decides nothing. */
function unused(definition: Definition): Fault[] {
	const read = fieldsRead(definition);
	return definition.questions.flatMap(({ id: name }, index) =>
		read.has(name) ? [] : [fault(`questions.${index}`, 'decides-nothing', { name })],
	);
}
