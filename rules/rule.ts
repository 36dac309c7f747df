/**
 * A rule as an official writes it and every part of the platform reads it: a JSON tree without code. Total: each rule
 * has a value for any answers. Null-safe: what is not known stays unknown, and `all`, `any`, `not` follow Kleene.
 * Pure: no server, no browser, so that both decide the same.
 */
export type Rule =
	| string
	| number
	| boolean
	| null
	| { answer: string }
	| { named: string }
	| { today: true }
	| { known: Rule }
	| { all: Rule[] }
	| { any: Rule[] }
	| { not: Rule }
	| { same: [Rule, Rule] }
	| { oneOf: [Rule, (string | number)[]] }
	| { less: [Rule, Rule] }
	| { atMost: [Rule, Rule] }
	| { more: [Rule, Rule] }
	| { atLeast: [Rule, Rule] }
	| { add: Rule[] }
	| { multiply: Rule[] }
	| { subtract: [Rule, Rule] }
	| { divide: [Rule, Rule] }
	| { least: Rule[] }
	| { most: Rule[] }
	| { round: [Rule, 'up' | 'down' | 'nearest', number] }
	| { if: [Rule, Rule, Rule] }
	| { years: [Rule, Rule] }
	| { days: [Rule, Rule] }
	| { count: Rule }
	| { sum: [Rule, Rule] }
	| { some: [Rule, Rule] }
	| { every: [Rule, Rule] };

/** What an answer or a rule is worth. A day is 'YYYY-MM-DD'; a group is a list of records; null is "not known". */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [field: string]: Value };
export type Answers = { readonly [field: string]: Value };

/** What rules may name: the answers, today in Asia/Jakarta, and rules with names of their own. */
export type Facts = { answers: Answers; today: string; named: { readonly [name: string]: Rule } };

/** The deepest a rule may be nested: the checker refuses more, the evaluator gives up with "not known". */
export const deepest = 40;

/** The most steps a rule may take: named rules that name each other double it at each level. Past it nothing is known. */
export const mostSteps = 10_000;

/** The one operator of a node and what it is applied to; undefined for what is no rule at all. */
export function operatorOf(rule: unknown): [operator: string, operand: unknown] | undefined {
	if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
	const [entry, more] = Object.entries(rule);
	return entry && !more ? entry : undefined;
}
