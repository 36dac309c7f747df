import { daysBetween, isDay, yearsBetween } from './day.ts';
import { deepest, type Facts, mostSteps, operatorOf, type Rule, type Value } from './rule.ts';

/** One step of how a value came about: the operator, what it was worth, and the steps it was made of. */
export type Step = { operator: string; operand?: Value; value: Value; of: Step[] };

/** What a rule is worth. Never throws and never loops: what cannot be said is null. */
export function evaluate(rule: Rule, facts: Facts): Value {
	return run(rule, { ...facts, depth: 0, group: [], steps: undefined, left: { steps: mostSteps } });
}

/** The same with every step of the way, for whoever asks why. */
export function trace(rule: Rule, facts: Facts): Step {
	const steps: Step[] = [];
	const value = run(rule, { ...facts, depth: 0, group: [], steps, left: { steps: mostSteps } });
	return steps[0] ?? { operator: 'value', value, of: [] };
}

type Scope = Facts & {
	depth: number;
	/** Records of the groups around, the innermost first: their fields are named before the form's. */
	group: readonly { readonly [field: string]: Value }[];
	steps: Step[] | undefined;
	/** Shared by all of one rule. */
	left: { steps: number };
};

function run(rule: unknown, scope: Scope): Value {
	if (rule === null || typeof rule !== 'object') return literal(rule);
	const node = operatorOf(rule);
	const apply = node && Object.hasOwn(operators, node[0]) ? operators[node[0]] : undefined;
	if (!node || !apply || scope.depth >= deepest || scope.left.steps-- <= 0) return null;
	const of: Step[] = [];
	const inner = { ...scope, depth: scope.depth + 1, steps: scope.steps && of };
	const value = clean(apply(node[1], inner));
	scope.steps?.push({
		operator: node[0],
		...(typeof node[1] === 'string' ? { operand: node[1] } : {}),
		value,
		of,
	});
	return value;
}

function literal(value: unknown): Value {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

/** No infinity, no "not a number", no minus zero. */
function clean(value: Value): Value {
	if (typeof value !== 'number') return value;
	return Number.isFinite(value) ? value + 0 : null;
}

type Apply = (operand: unknown, scope: Scope) => Value;

const operators: Record<string, Apply> = {
	answer: (name, scope) => find(name, scope),
	named: (name, scope) => {
		const rule = typeof name === 'string' && Object.hasOwn(scope.named, name) ? scope.named[name] : undefined;
		// A named rule speaks of the form, not of the group it is named in.
		return rule === undefined ? null : run(rule, { ...scope, group: [] });
	},
	today: (_, scope) => scope.today,
	known: (operand, scope) => run(operand, scope) !== null,
	all: (operand, scope) => kleene(list(operand), scope, false),
	any: (operand, scope) => kleene(list(operand), scope, true),
	not: (operand, scope) => {
		const value = run(operand, scope);
		return typeof value === 'boolean' ? !value : null;
	},
	same: pair((a, b) => (typeof a === typeof b && typeof a !== 'object' ? a === b : null)),
	oneOf: (operand, scope) => {
		const [asked, among] = list(operand);
		const value = run(asked, scope);
		return value === null || typeof value === 'object' ? null : list(among).includes(value);
	},
	less: compare((order) => order < 0),
	atMost: compare((order) => order <= 0),
	more: compare((order) => order > 0),
	atLeast: compare((order) => order >= 0),
	add: fold((a, b) => a + b),
	multiply: fold((a, b) => a * b),
	least: fold(Math.min),
	most: fold(Math.max),
	subtract: numbers((a, b) => a - b),
	divide: numbers((a, b) => (b === 0 ? null : a / b)),
	round: (operand, scope) => {
		const [rule, way, step] = list(operand);
		const value = run(rule, scope);
		if (typeof value !== 'number' || typeof step !== 'number' || step <= 0) return null;
		return rounded(value / step, way) * step;
	},
	if: (operand, scope) => {
		const [condition, then, otherwise] = list(operand);
		const value = run(condition, scope);
		return typeof value === 'boolean' ? run(value ? then : otherwise, scope) : null;
	},
	years: days(yearsBetween),
	days: days(daysBetween),
	count: (operand, scope) => {
		const value = run(operand, scope);
		return Array.isArray(value) ? value.length : null;
	},
	sum: (operand, scope) => {
		const values = eachOf(operand, scope);
		if (!values?.every((value) => typeof value === 'number')) return null;
		return values.reduce((sum, value) => sum + value, 0);
	},
	some: (operand, scope) => logic(eachOf(operand, scope), true),
	every: (operand, scope) => logic(eachOf(operand, scope), false),
};

function find(name: unknown, { group, answers }: Scope): Value {
	if (typeof name !== 'string') return null;
	for (const record of [...group, answers]) {
		if (Object.hasOwn(record, name)) return record[name] ?? null;
	}
	return null;
}

function list(operand: unknown): unknown[] {
	return Array.isArray(operand) ? operand : [];
}

/** `deciding` decides at once; otherwise one "not known" makes it unknown. */
function kleene(rules: unknown[], scope: Scope, deciding: boolean): Value {
	let isUnknown = false;
	for (const rule of rules) {
		const value = run(rule, scope);
		if (value === deciding) return deciding;
		if (value !== !deciding) isUnknown = true;
	}
	return isUnknown ? null : !deciding;
}

function logic(values: Value[] | undefined, deciding: boolean): Value {
	if (!values) return null;
	if (values.includes(deciding)) return deciding;
	return values.every((value) => value === !deciding) ? !deciding : null;
}

/** A rule for each record of a group; undefined when there is no group. */
function eachOf(operand: unknown, scope: Scope): Value[] | undefined {
	const [group, rule] = list(operand);
	const records = run(group, scope);
	if (!Array.isArray(records)) return undefined;
	return records.map((record) =>
		isRecord(record) ? run(rule, { ...scope, group: [record, ...scope.group] }) : null,
	);
}

function isRecord(value: Value): value is { readonly [field: string]: Value } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pair(decide: (a: NonNullable<Value>, b: NonNullable<Value>) => Value): Apply {
	return (operand, scope) => {
		const [left, right] = list(operand);
		const [a, b] = [run(left, scope), run(right, scope)];
		return a === null || b === null ? null : decide(a, b);
	};
}

/** Numbers with numbers, days with days; anything else is not known. */
function compare(holds: (order: number) => boolean): Apply {
	return pair((a, b) => {
		if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
		return isDay(a) && isDay(b) ? holds(daysBetween(b, a)) : null;
	});
}

function numbers(decide: (a: number, b: number) => number | null): Apply {
	return pair((a, b) => (typeof a === 'number' && typeof b === 'number' ? decide(a, b) : null));
}

function days(decide: (from: string, to: string) => number): Apply {
	return pair((from, to) => (isDay(from) && isDay(to) ? decide(from, to) : null));
}

function fold(join: (a: number, b: number) => number): Apply {
	return (operand, scope) => {
		const values = list(operand).map((rule) => run(rule, scope));
		if (values.length === 0 || !values.every((value) => typeof value === 'number')) return null;
		return values.reduce((a, b) => join(a, b));
	};
}

function rounded(value: number, way: unknown): number {
	if (way === 'up') return Math.ceil(value);
	return way === 'down' ? Math.floor(value) : Math.round(value);
}
