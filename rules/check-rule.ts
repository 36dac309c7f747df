import { isDay } from './day.ts';
import { deepest, mostSteps, operatorOf, type Rule } from './rule.ts';

/** What a rule is worth, before any answer is there. A group has fields of its own. */
export type Kind = 'text' | 'number' | 'boolean' | 'day' | Group;
export type Group = { group: Fields };
export type Fields = { readonly [field: string]: Kind };

/** What is wrong with a rule, and where: `all.1.same.0`. */
export type Problem = { at: string; what: ProblemCode; name?: string };
export type ProblemCode =
	| 'no-rule'
	| 'unknown-operator'
	| 'unknown-field'
	| 'unknown-rule'
	| 'circular-rule'
	| 'wrong-kind'
	| 'wrong-shape'
	| 'too-deep'
	| 'too-long';

export type Checked = { kind: Kind | 'unknown'; problems: Problem[] };

/**
 * Whether a rule can be meant: known operators in their right shape, over fields and names that exist, of kinds that
 * go together. A rule without problems is worth what `kind` says, or null.
 */
export function checkRule(
	rule: unknown,
	fields: Fields,
	named: { readonly [name: string]: Rule } = {},
): Checked {
	const problems: Problem[] = [];
	const kind = kindOf(rule, {
		fields: [fields],
		form: fields,
		named,
		path: [],
		problems,
		inside: [],
		depth: 0,
		left: { steps: mostSteps },
	});
	return { kind, problems };
}

type Scope = {
	/** The innermost group's first. */
	fields: Fields[];
	form: Fields;
	named: { readonly [name: string]: Rule };
	path: (string | number)[];
	problems: Problem[];
	/** Named rules being read. */
	inside: string[];
	depth: number;
	left: { steps: number };
};

type Found = Kind | 'unknown';

function kindOf(rule: unknown, scope: Scope): Found {
	if (rule === null) return 'unknown';
	if (typeof rule === 'string') return isDay(rule) ? 'day' : 'text';
	if (typeof rule === 'number' && Number.isFinite(rule)) return 'number';
	if (typeof rule === 'boolean') return 'boolean';
	const node = operatorOf(rule);
	if (!node) return wrong(scope, 'no-rule');
	if (scope.depth >= deepest) return wrong(scope, 'too-deep');
	if (scope.left.steps-- <= 0) return scope.left.steps === -1 ? wrong(scope, 'too-long') : 'unknown';
	const [operator, operand] = node;
	const check = Object.hasOwn(checks, operator) ? checks[operator] : undefined;
	if (!check) return wrong(scope, 'unknown-operator', operator);
	return check(operand, { ...scope, path: [...scope.path, operator], depth: scope.depth + 1 });
}

function wrong({ problems, path }: Scope, what: ProblemCode, name?: string): 'unknown' {
	problems.push({ at: path.join('.'), what, ...(name === undefined ? {} : { name }) });
	return 'unknown';
}

type Check = (operand: unknown, scope: Scope) => Found;

const checks: Record<string, Check> = {
	answer: (name, scope) => {
		const fields = scope.fields.find((one) => typeof name === 'string' && Object.hasOwn(one, name));
		return fields?.[String(name)] ?? wrong(scope, 'unknown-field', String(name));
	},
	named: (name, scope) => {
		if (typeof name !== 'string' || !Object.hasOwn(scope.named, name)) {
			return wrong(scope, 'unknown-rule', String(name));
		}
		if (scope.inside.includes(name)) return wrong(scope, 'circular-rule', name);
		return kindOf(scope.named[name], { ...scope, fields: [scope.form], inside: [...scope.inside, name] });
	},
	today: (operand, scope) => (operand === true ? 'day' : wrong(scope, 'wrong-shape')),
	known: (operand, scope) => {
		kindOf(operand, scope);
		return 'boolean';
	},
	all: eachMust('boolean'),
	any: eachMust('boolean'),
	not: (operand, scope) => must(operand, scope, ['boolean']),
	same: (operand, scope) => {
		sameKinds(operand, scope, ['text', 'number', 'boolean', 'day']);
		return 'boolean';
	},
	oneOf: (operand, scope) => {
		const [asked, among] = shaped(operand, 2, scope);
		const isList =
			Array.isArray(among) && among.every((one) => typeof one === 'string' || typeof one === 'number');
		if (!isList) wrong(scope, 'wrong-shape');
		must(asked, at(scope, 0), ['text', 'number', 'day']);
		return 'boolean';
	},
	...Object.fromEntries(
		['less', 'atMost', 'more', 'atLeast'].map((name): [string, Check] => [
			name,
			(operand, scope) => {
				sameKinds(operand, scope, ['number', 'day']);
				return 'boolean';
			},
		]),
	),
	add: eachMust('number'),
	multiply: eachMust('number'),
	least: eachMust('number'),
	most: eachMust('number'),
	subtract: both('number', 'number'),
	divide: both('number', 'number'),
	years: both('day', 'number'),
	days: both('day', 'number'),
	round: (operand, scope) => {
		const [rule, way, step] = shaped(operand, 3, scope);
		const isWay = way === 'up' || way === 'down' || way === 'nearest';
		if (!isWay || typeof step !== 'number' || !(step > 0)) wrong(scope, 'wrong-shape');
		return must(rule, at(scope, 0), ['number']);
	},
	if: (operand, scope) => {
		const [condition, then, otherwise] = shaped(operand, 3, scope);
		must(condition, at(scope, 0), ['boolean']);
		const kinds = [kindOf(then, at(scope, 1)), kindOf(otherwise, at(scope, 2))].filter(
			(one) => one !== 'unknown',
		);
		if (kinds.length === 2 && !areSame(kinds[0], kinds[1])) wrong(scope, 'wrong-kind');
		return kinds[0] ?? 'unknown';
	},
	count: (operand, scope) => {
		groupOf(operand, scope);
		return 'number';
	},
	sum: ofEach('number'),
	some: ofEach('boolean'),
	every: ofEach('boolean'),
};

function at(scope: Scope, index: number): Scope {
	return { ...scope, path: [...scope.path, index] };
}

/** The parts of an operand that has exactly so many. */
function shaped(operand: unknown, count: number, scope: Scope): unknown[] {
	if (Array.isArray(operand) && operand.length === count) return operand;
	wrong(scope, 'wrong-shape');
	return Array.from({ length: count }, () => null);
}

function must(rule: unknown, scope: Scope, kinds: readonly Found[]): Found {
	const kind = kindOf(rule, scope);
	if (kind !== 'unknown' && !kinds.includes(kind)) wrong(scope, 'wrong-kind');
	return kinds.length === 1 ? (kinds[0] ?? kind) : kind;
}

function eachMust(kind: 'number' | 'boolean'): Check {
	return (operand, scope) => {
		if (!Array.isArray(operand) || operand.length === 0) wrong(scope, 'wrong-shape');
		else for (const [index, rule] of operand.entries()) must(rule, at(scope, index), [kind]);
		return kind;
	};
}

function both(kind: 'number' | 'day', result: 'number'): Check {
	return (operand, scope) => {
		for (const [index, rule] of shaped(operand, 2, scope).entries()) must(rule, at(scope, index), [kind]);
		return result;
	};
}

function sameKinds(operand: unknown, scope: Scope, kinds: readonly Found[]): void {
	const found = shaped(operand, 2, scope).map((rule, index) => must(rule, at(scope, index), kinds));
	const [a, b] = found.filter((one) => one !== 'unknown');
	if (a && b && !areSame(a, b)) wrong(scope, 'wrong-kind');
}

function groupOf(rule: unknown, scope: Scope): Fields | undefined {
	const kind = kindOf(rule, scope);
	if (typeof kind === 'object') return kind.group;
	if (kind !== 'unknown') wrong(scope, 'wrong-kind');
	return undefined;
}

function ofEach(kind: 'number' | 'boolean'): Check {
	return (operand, scope) => {
		const [group, rule] = shaped(operand, 2, scope);
		const fields = groupOf(group, at(scope, 0));
		must(rule, { ...at(scope, 1), fields: fields ? [fields, ...scope.fields] : scope.fields }, [kind]);
		return kind;
	};
}

function areSame(a: Found | undefined, b: Found | undefined): boolean {
	return a === b || (typeof a === 'object' && typeof b === 'object');
}
