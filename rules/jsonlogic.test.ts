import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRule, evaluate, operatorOf, type Rule } from './index.ts';

/**
 * What of JsonLogic has the same meaning here, said in both: the operators by their names there, the value the same.
 * Left out on purpose is what guesses: comparing a text with a number, truth of what is no yes or no, `==` without kinds,
 * `reduce`, `map`, text that is cut or joined.
 */
const operators: Record<string, (operand: unknown[]) => unknown> = {
	'===': (parts) => ({ same: parts }),
	'!==': (parts) => ({ not: { same: parts } }),
	'<': (parts) => between('less', parts),
	'<=': (parts) => between('atMost', parts),
	'>': (parts) => ({ more: parts }),
	'>=': (parts) => ({ atLeast: parts }),
	and: (parts) => ({ all: parts }),
	or: (parts) => ({ any: parts }),
	'!': ([part]) => ({ not: part }),
	if: ([condition, then, ...rest]) => ({
		if: [condition, then, rest.length > 1 ? operators['if']?.(rest) : (rest[0] ?? null)],
	}),
	'+': (parts) => ({ add: parts }),
	'*': (parts) => ({ multiply: parts }),
	'-': (parts) => ({ subtract: parts.length === 1 ? [0, ...parts] : parts }),
	'/': (parts) => ({ divide: parts }),
	min: (parts) => ({ least: parts }),
	max: (parts) => ({ most: parts }),
	some: (parts) => ({ some: parts }),
	all: (parts) => ({ every: parts }),
};

/** `{"<": [1, x, 9]}` is between. */
function between(name: string, [a, b, c]: unknown[]): unknown {
	return c === undefined ? { [name]: [a, b] } : { all: [{ [name]: [a, b] }, { [name]: [b, c] }] };
}

function ours(logic: unknown): unknown {
	const node = operatorOf(logic);
	if (!node) return logic;
	const [name, operand] = node;
	const list = Array.isArray(operand) ? operand : [operand];
	if (name === 'var') return { answer: list[0] };
	if (name === 'missing') return { not: { all: list.map((one) => ({ known: { answer: one } })) } };
	if (name === 'in') return { oneOf: [ours(list[0]), list[1]] };
	return operators[name]?.(list.map(ours)) ?? assert.fail(`${name} has no counterpart`);
}

const data = {
	...{ wide: 12, price: 25_000, kind: 'billboard', lit: true, empty: null },
	faces: [
		{ side: 'front', area: 8 },
		{ side: 'back', area: 4 },
	],
};
const fields = {
	...({ wide: 'number', price: 'number', kind: 'text', lit: 'boolean', empty: 'text' } as const),
	faces: { group: { side: 'text', area: 'number' } } as const,
};
const cases: [logic: unknown, value: unknown][] = [
	[{ '===': [{ var: 'kind' }, 'billboard'] }, true],
	[{ '===': [{ var: 'kind' }, 'banner'] }, false],
	[{ '!==': [{ var: 'wide' }, 12] }, false],
	[{ '<': [{ var: 'wide' }, 13] }, true],
	[{ '<': [10, { var: 'wide' }, 12] }, false],
	[{ '<=': [10, { var: 'wide' }, 12] }, true],
	[{ '>': [{ var: 'wide' }, 12] }, false],
	[{ '>=': [{ var: 'wide' }, 12] }, true],
	[{ and: [{ var: 'lit' }, { '>': [{ var: 'wide' }, 5] }] }, true],
	[{ or: [{ '!': { var: 'lit' } }, { '>': [{ var: 'wide' }, 50] }] }, false],
	[{ '!': [{ var: 'lit' }] }, false],
	[{ in: [{ var: 'kind' }, ['banner', 'billboard']] }, true],
	[{ in: [{ var: 'kind' }, []] }, false],
	[{ if: [{ '>': [{ var: 'wide' }, 10] }, 'large', 'small'] }, 'large'],
	[
		{ if: [{ '>': [{ var: 'wide' }, 50] }, 'large', { '>': [{ var: 'wide' }, 10] }, 'medium', 'small'] },
		'medium',
	],
	[{ if: [false, 'yes'] }, null],
	[{ '+': [{ var: 'wide' }, 3, 5] }, 20],
	[{ '*': [{ var: 'wide' }, { var: 'price' }] }, 300_000],
	[{ '-': [{ var: 'wide' }, 2] }, 10],
	[{ '-': [{ var: 'wide' }] }, -12],
	[{ '/': [{ var: 'wide' }, 4] }, 3],
	[{ min: [{ var: 'wide' }, 9, 30] }, 9],
	[{ max: [{ var: 'wide' }, 9, 30] }, 30],
	[{ missing: ['wide', 'kind'] }, false],
	[{ missing: ['wide', 'empty'] }, true],
	[{ some: [{ var: 'faces' }, { '>': [{ var: 'area' }, 5] }] }, true],
	[{ all: [{ var: 'faces' }, { '>': [{ var: 'area' }, 5] }] }, false],
	[{ all: [{ var: 'faces' }, { in: [{ var: 'side' }, ['front', 'back']] }] }, true],
];
for (const [logic, value] of cases) {
	test(`${JSON.stringify(logic)} is ${JSON.stringify(value)} here too`, () => {
		const rule = ours(logic);
		assert.deepEqual(checkRule(rule, fields).problems, []);
		assert.deepEqual(evaluate(rule as Rule, { answers: data, today: '2026-11-24', named: {} }), value); // checked
	});
}

test('where JsonLogic guesses, nothing is known here', () => {
	for (const logic of [{ '>': ['2', 1] }, { '!': [0] }, { and: [1, 'a'] }, { '+': ['1', 2] }]) {
		const rule = ours(logic);
		assert.ok(checkRule(rule, fields).problems.length > 0, 'and the checker says so');
		assert.equal(evaluate(rule as Rule, { answers: data, today: '2026-11-24', named: {} }), null); // on purpose none
	}
});
