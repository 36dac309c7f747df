import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
	type Answers,
	answersReadBy,
	checkRule,
	evaluate,
	type Fields,
	type Kind,
	type Rule,
	trace,
	type Value,
} from './index.ts';

const today = '2026-11-24';
const answers: Answers = {
	age: 17,
	name: 'Sari',
	born: '1990-02-28',
	member: true,
	nothing: null,
	children: [
		{ born: '2020-01-01', school: true },
		{ born: '2010-01-01', school: false },
	],
};
const named = {
	adult: { atLeast: [{ answer: 'age' }, 17] },
	loop: { not: { named: 'loop' } },
} satisfies Record<string, Rule>;
const worth = (rule: Rule) => evaluate(rule, { answers, today, named });

const table: [rule: Rule, value: Value][] = [
	[{ answer: 'age' }, 17],
	[{ answer: 'missing' }, null],
	[{ answer: 'toString' }, null],
	[{ named: 'adult' }, true],
	[{ named: 'loop' }, null],
	[{ known: { answer: 'nothing' } }, false],
	[{ all: [true, { answer: 'nothing' }] }, null],
	[{ all: [false, { answer: 'nothing' }] }, false],
	[{ any: [true, { answer: 'nothing' }] }, true],
	[{ any: [false, { answer: 'nothing' }] }, null],
	[{ not: { answer: 'nothing' } }, null],
	[{ same: [{ answer: 'name' }, 'Sari'] }, true],
	[{ same: [{ answer: 'age' }, '17'] }, null],
	[{ oneOf: [{ answer: 'name' }, ['Budi', 'Sari']] }, true],
	[{ less: [{ answer: 'age' }, 17] }, false],
	[{ atMost: [{ answer: 'age' }, 17] }, true],
	[{ more: ['2026-11-25', { today: true }] }, true],
	[{ atLeast: [{ answer: 'name' }, 1] }, null],
	[{ years: [{ answer: 'born' }, { today: true }] }, 36],
	[{ years: ['2004-02-29', '2026-02-28'] }, 21],
	[{ years: ['2004-02-29', '2026-03-01'] }, 22],
	[{ days: ['2026-11-24', '2026-12-01'] }, 7],
	[{ add: [1, 2, { answer: 'age' }] }, 20],
	[{ multiply: [25_000, 3] }, 75_000],
	[{ divide: [1, 0] }, null],
	[{ subtract: [1, { answer: 'nothing' }] }, null],
	[{ round: [12_345, 'up', 1000] }, 13_000],
	[{ round: [12_345, 'nearest', 100] }, 12_300],
	[{ least: [3, 1, 2] }, 1],
	[{ most: [3, 1, 2] }, 3],
	[{ if: [{ answer: 'member' }, 'yes', 'no'] }, 'yes'],
	[{ if: [{ answer: 'nothing' }, 'yes', 'no'] }, null],
	[{ count: { answer: 'children' } }, 2],
	[{ some: [{ answer: 'children' }, { answer: 'school' }] }, true],
	[{ every: [{ answer: 'children' }, { answer: 'school' }] }, false],
	[{ sum: [{ answer: 'children' }, { years: [{ answer: 'born' }, { today: true }] }] }, 22],
	[{ add: [] }, null],
	[{ multiply: [1e308, 10] }, null],
];
for (const [rule, value] of table) {
	test(`${JSON.stringify(rule)} is ${JSON.stringify(value)}`, () => assert.deepEqual(worth(rule), value));
}

const fields: Fields = {
	age: 'number',
	name: 'text',
	born: 'day',
	member: 'boolean',
	children: { group: { born: 'day', school: 'boolean' } },
};
const wrong: [rule: unknown, what: string, at: string][] = [
	[{ answer: 'nobody' }, 'unknown-field', 'answer'],
	[{ named: 'nothing' }, 'unknown-rule', 'named'],
	[{ named: 'loop' }, 'circular-rule', 'named.not.named'],
	[{ sing: true }, 'unknown-operator', ''],
	[{ all: [true], any: [true] }, 'no-rule', ''],
	[[true], 'no-rule', ''],
	[{ all: [] }, 'wrong-shape', 'all'],
	[{ all: [{ answer: 'age' }] }, 'wrong-kind', 'all.0'],
	[{ same: [{ answer: 'age' }, 'Sari'] }, 'wrong-kind', 'same'],
	[{ less: [{ answer: 'name' }, 'Z'] }, 'wrong-kind', 'less.0'],
	[{ years: [{ answer: 'born' }] }, 'wrong-shape', 'years'],
	[{ some: [{ answer: 'name' }, true] }, 'wrong-kind', 'some.0'],
	[{ answer: 'school' }, 'unknown-field', 'answer'],
	[{ round: [1, 'sideways', 1] }, 'wrong-shape', 'round'],
	[{ if: [true, 1, 'a'] }, 'wrong-kind', 'if'],
];
for (const [rule, what, at] of wrong) {
	test(`${JSON.stringify(rule)}: ${what}`, () => {
		const [problem] = checkRule(rule, fields, named).problems;
		assert.deepEqual([problem?.what, problem?.at], [what, at]);
	});
}

/** Rules of a kind over the fields above, as somebody who knows the language would write them. */
const { boolean, number } = fc.letrec<{ boolean: Rule; number: Rule; day: Rule }>((tie) => ({
	boolean: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.boolean(),
		fc.constant<Rule>({ answer: 'member' }),
		fc.record({ known: fc.oneof(tie('number'), tie('boolean')) }),
		fc.record({ not: tie('boolean') }),
		fc.record({ all: fc.array(tie('boolean'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ any: fc.array(tie('boolean'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ atLeast: fc.tuple(tie('number'), tie('number')) }),
		fc.record({ less: fc.tuple(tie('day'), tie('day')) }),
		fc.record({
			some: fc.tuple(fc.constant<Rule>({ answer: 'children' }), fc.constant<Rule>({ answer: 'school' })),
		}),
	),
	number: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.integer(),
		fc.constant<Rule>({ answer: 'age' }),
		fc.record({ add: fc.array(tie('number'), { minLength: 1, maxLength: 3 }) }),
		fc.record({ divide: fc.tuple(tie('number'), tie('number')) }),
		fc.record({ years: fc.tuple(tie('day'), tie('day')) }),
		fc.record({ if: fc.tuple(tie('boolean'), tie('number'), tie('number')) }),
	),
	day: fc.oneof(
		fc.constant<Rule>({ today: true }),
		fc.constant<Rule>({ answer: 'born' }),
		fc
			.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
			.map((at) => at.toISOString().slice(0, 10)),
	),
}));
const given = fc.record(
	{
		age: fc.option(fc.integer()),
		member: fc.option(fc.boolean()),
		born: fc.option(fc.constantFrom('1990-02-28', '2004-02-29', 'not a day')),
		children: fc.option(fc.array(fc.record({ school: fc.option(fc.boolean()) }), { maxLength: 4 })),
	},
	{ requiredKeys: [] },
);
const kinds: Record<string, Kind> = { boolean: 'boolean', number: 'number' };

describe('whatever the rule and the answers', () => {
	test('what is checked is worth its kind or null', () => {
		for (const [kind, rules] of Object.entries({ boolean, number })) {
			fc.assert(
				fc.property(rules, given, (rule, answers) => {
					const checked = checkRule(rule, fields);
					assert.deepEqual(checked.problems, []);
					assert.equal(checked.kind, kinds[kind]);
					const value = evaluate(rule, { answers, today, named: {} });
					assert.ok(value === null || typeof value === kind);
				}),
				{ numRuns: 3000 },
			);
		}
	});

	test('nonsense is never a fault', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (rule, answers) => {
				checkRule(rule, fields);
				const facts = { answers: { age: answers as Value }, today, named: {} }; // any JSON is a value
				evaluate(rule as Rule, facts); // on purpose no rule
			}),
			{ numRuns: 3000 },
		);
	});

	test('De Morgan holds also for what is not known', () => {
		fc.assert(
			fc.property(boolean, boolean, given, (a, b, answers) => {
				const facts = { answers, today, named: {} };
				assert.equal(
					evaluate({ not: { all: [a, b] } }, facts),
					evaluate({ any: [{ not: a }, { not: b }] }, facts),
				);
			}),
		);
	});

	test('its trace ends in the same value', () => {
		fc.assert(
			fc.property(boolean, given, (rule, answers) => {
				const facts = { answers, today, named: {} };
				assert.deepEqual(trace(rule, facts).value, evaluate(rule, facts));
			}),
		);
	});
});

test('a trace tells each step', () => {
	assert.deepEqual(trace({ not: { named: 'adult' } }, { answers, today, named }), {
		operator: 'not',
		value: false,
		of: [
			{
				operator: 'named',
				operand: 'adult',
				value: true,
				of: [
					{
						operator: 'atLeast',
						value: true,
						of: [{ operator: 'answer', operand: 'age', value: 17, of: [] }],
					},
				],
			},
		],
	});
});

test('the fields a rule asks for', () => {
	const rule: Rule = { all: [{ named: 'adult' }, { some: [{ answer: 'children' }, { answer: 'school' }] }] };
	assert.deepEqual([...answersReadBy(rule, named)].sort(), ['age', 'children', 'school']);
});

test('deeper than can be read is refused, and worth nothing', () => {
	let rule: Rule = true;
	for (let depth = 0; depth < 100; depth++) rule = { not: rule };
	assert.equal(checkRule(rule, {}).problems[0]?.what, 'too-deep');
	assert.equal(evaluate(rule, { answers: {}, today, named: {} }), null);
});

test('rules that name each other without end are refused, and worth nothing', () => {
	const named: Record<string, Rule> = { n0: 1 };
	for (let level = 1; level < 19; level++) {
		const below: Rule = { named: `n${level - 1}` };
		named[`n${level}`] = { add: [below, below, below] };
	}
	const rule: Rule = { named: 'n18' };
	assert.equal(checkRule(rule, {}, named).problems[0]?.what, 'too-long');
	assert.equal(evaluate(rule, { answers: {}, today, named }), null);
	assert.equal(trace(rule, { answers: {}, today, named }).value, null);
});
