import { type Answers, answersReadBy, evaluate, type Facts, type Step, trace } from '#rules';
import type { Definition, Outcome, Question, Words } from './definition.ts';
import { fieldsFor } from './form/fields-for.ts';

/** One condition and how it came out, with its legal basis and the steps of its rule. */
export type Finding = {
	id: string;
	holds: boolean | null;
	outcome: Outcome;
	reason: Words;
	basis: { text: string; certain: boolean };
	steps: Step;
};
export type Charge = {
	id: string;
	label: Words;
	amount: number;
	basis: { text: string; certain: boolean };
	steps: Step;
};

export type Decision = {
	outcome: Outcome;
	/** Every condition, in the definition's order. */
	findings: Finding[];
	papers: Definition['papers'];
	charges: Charge[];
	/** In whole rupiah; null when an amount cannot be said for these answers. */
	total: number | null;
};

/**
 * What a definition says for some answers: eligible, not, or to be looked at by an officer, each with its reason; which
 * papers; what it costs, in whole rupiah. Answers to what is not asked do not count. `today` is a day of Asia/Jakarta;
 * `findings` are what officers found, for fees that rest on them.
 */
export function decide(
	definition: Definition,
	given: Answers,
	today: string,
	findings: Answers = {},
): Decision {
	const facts = factsOf(definition, given, today, findings);
	const conditions = definition.eligibility.map((one): Finding => {
		const steps = trace(one.rule, facts);
		const holds = typeof steps.value === 'boolean' ? steps.value : null;
		const outcome = holds === true ? 'eligible' : holds === null ? 'refer' : one.otherwise;
		return { id: one.id, holds, outcome, reason: one.reason, basis: one.basis, steps };
	});
	const charges = definition.fees.flatMap(({ when, amount, ...fee }): Charge[] => {
		if (when !== undefined && evaluate(when, facts) !== true) return [];
		const steps = trace(amount, facts);
		return typeof steps.value === 'number' ? [{ ...fee, amount: steps.value, steps }] : [];
	});
	return {
		outcome: worst(conditions.map(({ outcome }) => outcome)),
		findings: conditions,
		papers: definition.papers.filter(({ when }) => when === undefined || evaluate(when, facts) === true),
		charges,
		total: totalOf(definition, facts, charges),
	};
}

/** The questions to ask, given what is answered so far: those whose condition holds. */
export function questionsFor(definition: Definition, answers: Answers, today: string): Question[] {
	const facts = { answers, today, named: definition.named };
	return definition.questions.filter(({ when }) => when === undefined || evaluate(when, facts) === true);
}

/** What rules of a process see: answers to what is asked, and what officers found. Neither overrides the other. */
export function factsOf(
	definition: Definition,
	given: Answers,
	today: string,
	findings: Answers = {},
): Facts {
	const { answers } = fieldsFor(definition, given, today);
	return { answers: { ...findings, ...answers }, today, named: definition.named };
}

function worst(outcomes: Outcome[]): Outcome {
	if (outcomes.includes('ineligible')) return 'ineligible';
	return outcomes.includes('refer') ? 'refer' : 'eligible';
}

/** Null as soon as one fee, or whether it is due, is not known. */
function totalOf({ fees }: Definition, facts: Facts, charges: Charge[]): number | null {
	for (const { id, when } of fees) {
		const isDue = when === undefined ? true : evaluate(when, facts);
		if (typeof isDue !== 'boolean') return null;
		if (isDue && !charges.some((charge) => charge.id === id)) return null;
	}
	return charges.reduce((sum, { amount }) => sum + amount, 0);
}

/** Fields that rules of a definition ask for, and that its documents name. */
export function fieldsRead({ process, ...definition }: Definition): Set<string> {
	const asked = process?.pages.flatMap((page) => [
		page,
		...page.fields.flatMap((field) => (field.kind === 'group' ? [field, ...field.fields] : [field])),
	]);
	const found = process?.states.flatMap(({ findings }) => findings ?? []);
	const rules = [
		...definition.eligibility.map(({ rule }) => rule),
		...[...definition.papers, ...definition.fees, ...definition.questions].map(({ when }) => when),
		...definition.fees.map(({ amount }) => amount),
		...[...(asked ?? []), ...(found ?? [])].flatMap((one) => [
			one.when,
			'required' in one ? one.required : undefined,
		]),
		...(process?.transitions.map(({ guard }) => guard) ?? []),
		...(process?.outputs.flatMap(({ lines }) => lines.map(({ value }) => value)) ?? []),
	];
	const named =
		process?.outputs.flatMap(({ body }) => body.id.match(/(?<=\{)[A-Za-z0-9]+(?=\})/g) ?? []) ?? [];
	const read = rules.flatMap((rule) =>
		rule === undefined ? [] : [...answersReadBy(rule, definition.named)],
	);
	return new Set([...read, ...named]);
}
