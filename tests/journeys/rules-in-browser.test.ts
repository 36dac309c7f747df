import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import typescript from 'typescript';
import { type Answers, evaluate, type Rule } from '#rules';
import { openBrowser } from '../support/journey.ts';

/** The one evaluator, as it is, in a browser: what both decide for 100,000 rules and answers. */
const origin = 'http://rules.localhost';
const today = '2026-11-24';
const folder = new URL('../../rules/', import.meta.url);
let browser: Browser;
let page: Page;

before(async () => {
	browser = await openBrowser();
	page = await browser.newPage();
	await page.route(`${origin}/**`, (route) => {
		const { pathname } = new URL(route.request().url());
		if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
		const text = readFileSync(new URL(`.${pathname}`, folder), 'utf8');
		return route.fulfill({ contentType: 'text/javascript', body: withoutTypes(text) });
	});
	await page.goto(origin);
});
after(() => browser?.close());

function withoutTypes(text: string): string {
	const compilerOptions = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ESNext };
	return typescript.transpileModule(text, { compilerOptions }).outputText;
}

const fields = ['a', 'b', 'c', 'day', 'flag', 'group'];
const literal = fc.oneof(
	fc.integer({ min: -1000, max: 1_000_000 }),
	fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
	fc.boolean(),
	fc.constantFrom('x', 'y', '2000-02-29', '2026-11-24', 'no day', ''),
	fc.constant(null),
);
const operators = {
	one: ['known', 'not', 'count'],
	two: [
		...['same', 'less', 'atMost', 'more', 'atLeast', 'subtract', 'divide', 'years', 'days'],
		...['sum', 'some', 'every'],
	],
	many: ['all', 'any', 'add', 'multiply', 'least', 'most'],
};
const pair = (names: string[], inner: fc.Arbitrary<unknown>) =>
	fc.tuple(fc.constantFrom(...names), inner).map(([name, value]) => ({ [name]: value }));
/** Any rule of the language, whether it can be meant or not. */
const { rule } = fc.letrec((tie) => ({
	rule: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		literal,
		fc.constantFrom(...fields).map((name) => ({ answer: name })),
		fc.constant({ today: true }),
		fc.constantFrom('twice', 'nothing').map((name) => ({ named: name })),
		pair(operators.one, tie('rule')),
		pair(operators.two, fc.tuple(tie('rule'), tie('rule'))),
		pair(operators.many, fc.array(tie('rule'), { maxLength: 3 })),
		fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((parts) => ({ if: parts })),
		fc
			.tuple(tie('rule'), fc.constantFrom('up', 'down', 'nearest'), fc.constantFrom(1, 100, 0.5))
			.map((parts) => ({ round: parts })),
		fc
			.tuple(tie('rule'), fc.array(fc.constantFrom('x', 'y', 1), { maxLength: 3 }))
			.map((parts) => ({ oneOf: parts })),
	),
}));
const answers = fc.record(
	{
		...{
			a: literal,
			b: literal,
			c: literal,
			flag: fc.boolean(),
			day: fc.constantFrom('1999-12-31', '2026-02-30'),
		},
		group: fc.array(fc.record({ a: literal, flag: fc.boolean() }), { maxLength: 3 }),
	},
	{ requiredKeys: [] },
);
const named = { twice: { multiply: [{ answer: 'a' }, 2] } } satisfies Record<string, Rule>;
type Case = { rule: Rule; answers: Answers };

test('browser and server agree on 100,000 rules and answers', { timeout: 300_000 }, async () => {
	const portion = 5000;
	let known = 0;
	for (let seed = 1; seed <= 100_000 / portion; seed++) {
		const drawn = fc.sample(fc.record({ rule, answers }), { numRuns: portion, seed });
		const cases: Case[] = JSON.parse(JSON.stringify(drawn));
		const here = cases.map((one) => evaluate(one.rule, { answers: one.answers, today, named }));
		const there = await page.evaluate(inBrowser, { cases: JSON.stringify(cases), today, named });
		assert.equal(there, JSON.stringify(here));
		known += here.filter((value) => value !== null).length;
	}
	assert.ok(known > 20_000, `${known} are worth something`);
});

async function inBrowser(given: {
	cases: string;
	today: string;
	named: Record<string, Rule>;
}): Promise<string> {
	const address = '/index.ts';
	const rules: { evaluate: typeof evaluate } = await import(address);
	const cases: { rule: Rule; answers: Answers }[] = JSON.parse(given.cases);
	const worth = cases.map((one) =>
		rules.evaluate(one.rule, { answers: one.answers, today: given.today, named: given.named }),
	);
	return JSON.stringify(worth);
}
