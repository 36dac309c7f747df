import { operatorOf, type Rule } from './rule.ts';

/** The fields a rule may ask for, with those of the rules it names: what a page must show before it can decide. */
export function answersReadBy(rule: Rule, named: { readonly [name: string]: Rule } = {}): Set<string> {
	const found = new Set<string>();
	const seen = new Set<string>();
	const walk = (part: unknown): void => {
		if (Array.isArray(part)) for (const one of part) walk(one);
		const node = operatorOf(part);
		if (!node) return;
		const [operator, operand] = node;
		if (operator === 'answer' && typeof operand === 'string') found.add(operand);
		else if (operator === 'named' && typeof operand === 'string') {
			if (seen.has(operand) || !Object.hasOwn(named, operand)) return;
			seen.add(operand);
			walk(named[operand]);
		} else walk(operand);
	};
	walk(rule);
	return found;
}
