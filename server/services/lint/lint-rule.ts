import { answersReadBy, checkRule, evaluate, type Fields, type Kind, operatorOf, type Rule } from '#rules';
import { type Fault, fault } from './fault.ts';

export type Named = { readonly [name: string]: Rule };
/** The options of each choice, by its field. */
export type Options = ReadonlyMap<string, ReadonlySet<string>>;

export type RuleScope = { fields: Fields; named: Named; options: Options };

/** Whether a rule can be meant over these fields, and is worth the kind its place needs. */
export function lintRule(
	rule: unknown,
	at: string,
	kind: Exclude<Kind, object> | 'shown' | undefined,
	{ fields, named, options }: RuleScope,
): Fault[] {
	if (rule === undefined) return [];
	const checked = checkRule(rule, fields, named);
	const faults = checked.problems.map(({ at: inside, what, name }) =>
		fault([at, inside].filter(Boolean).join('.'), what, { name: name ?? '' }),
	);
	if (faults.length > 0) return faults;
	const strangers = [...strangeOptions(rule, options)].map(([name, option]) =>
		fault(at, 'no-such-option', { name, option }),
	);
	const { kind: found } = checked;
	const isMeant = kind === 'shown' ? typeof found !== 'object' : kind === undefined || found === kind;
	if (isMeant || found === 'unknown') return strangers;
	return [...strangers, fault(at, kind === 'shown' ? 'not-shown' : `not-${kind}`)];
}

/** Whether a condition can never hold, whatever is answered. */
export function isNever(rule: Rule | undefined, named: Named): boolean {
	if (rule === undefined || answersReadBy(rule, named).size > 0) return false;
	const isTimed = JSON.stringify([rule, named]).includes('"today":true');
	return !isTimed && evaluate(rule, { answers: {}, today: '2000-01-01', named }) !== true;
}

/** Texts that a choice is compared with and that are none of its options. */
function* strangeOptions(rule: unknown, options: Options): Generator<[field: string, option: string]> {
	if (Array.isArray(rule)) for (const one of rule) yield* strangeOptions(one, options);
	const node = operatorOf(rule);
	if (!node) return;
	const [operator, operand] = node;
	if (operator === 'same' && Array.isArray(operand)) {
		const [a, b]: unknown[] = operand;
		yield* strangersAmong(a, [b], options);
		yield* strangersAmong(b, [a], options);
	}
	if (operator === 'oneOf' && Array.isArray(operand)) {
		yield* strangersAmong(operand[0], Array.isArray(operand[1]) ? operand[1] : [], options);
	}
	yield* strangeOptions(operand, options);
}

function* strangersAmong(asked: unknown, among: unknown[], options: Options): Generator<[string, string]> {
	const node = operatorOf(asked);
	const known = node?.[0] === 'answer' ? options.get(String(node[1])) : undefined;
	if (!known) return;
	for (const one of among) {
		if (typeof one === 'string' && !known.has(one)) yield [String(node?.[1]), one];
	}
}
