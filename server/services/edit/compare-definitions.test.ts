import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Definition, definition as shape } from '../definition.ts';
import { compareDefinitions, reachOf } from './compare-definitions.ts';

const file = new URL('../../../data/services/izin-keramaian.json', import.meta.url);
const before = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
const words = { id: 'Baru', en: 'New' };
const field = { id: 'fresh', kind: 'text', label: words, privacy: 'plain' };
const page = (...fields: object[]) => ({ id: 'fresh', title: words, fields });

/** The definition with one part exchanged. */
function changed(change: (one: Definition) => object): Definition {
	return { ...structuredClone(before), ...change(structuredClone(before)) };
}
const process = (one: Definition, change: object) => ({ process: { ...one.process, ...change } });

const cases: [what: string, change: (one: Definition) => object, at: RegExp, reach: string][] = [
	['another title', () => ({ title: words }), /^title\.(id|en)$/, 'text'],
	['more synonyms', ({ synonyms }) => ({ synonyms: [...synonyms, 'pesta'] }), /^synonyms$/, 'text'],
	[
		'another label of an option',
		({ questions }) => ({ questions: questions.map((one) => ({ ...one, label: words })) }),
		/^questions\..*\.label\./,
		'text',
	],
	[
		'a question more',
		({ questions }) => ({ questions: [...questions, { id: 'more', kind: 'boolean', label: words }] }),
		/^questions\.more$/,
		'breaking',
	],
	['a question less', ({ questions }) => ({ questions: questions.slice(1) }), /^questions\./, 'breaking'],
	['a paper less', ({ papers }) => ({ papers: papers.slice(1) }), /^papers\./, 'compatible'],
	[
		'a paper more',
		({ papers }) => ({ papers: [...papers, { id: 'more', label: words }] }),
		/^papers\.more$/,
		'breaking',
	],
	[
		'another rule',
		({ eligibility }) => ({ eligibility: eligibility.map((one) => ({ ...one, rule: true })) }),
		/^eligibility\..*\.rule$/,
		'breaking',
	],
	[
		'a page to be answered',
		(one) => process(one, { pages: [...(one.process?.pages ?? []), page(field)] }),
		/^process\.pages\.fresh$/,
		'breaking',
	],
	[
		'a page that may stay empty',
		(one) => process(one, { pages: [...(one.process?.pages ?? []), page({ ...field, required: false })] }),
		/^process\.pages\.fresh$/,
		'compatible',
	],
	[
		'a state more',
		(one) =>
			process(one, {
				states: [
					...(one.process?.states ?? []),
					{ id: 'fresh', kind: 'officer', label: words, next: words, inspection: false },
				],
			}),
		/^process\.states\.fresh$/,
		'compatible',
	],
	[
		'a state less',
		(one) => process(one, { states: one.process?.states.slice(0, -1) }),
		/^process\.states\./,
		'breaking',
	],
	[
		'states in another order',
		(one) => process(one, { states: one.process?.states.toReversed() }),
		/^process\.states$/,
		'compatible',
	],
	['no process any more', () => ({ process: undefined }), /^process$/, 'breaking'],
];
for (const [what, change, at, reach] of cases) {
	test(`${what} is ${reach}`, () => {
		const changes = compareDefinitions(before, changed(change));
		assert.ok(changes.length > 0);
		for (const one of changes) assert.match(one.at, at);
		assert.equal(reachOf(changes), reach);
	});
}

test('limits that get looser are compatible, tighter ones are not', () => {
	const withMost = (most: number) =>
		changed((one) => process(one, { pages: [{ ...page({ ...field, most }), id: 'limits' }] }));
	assert.equal(reachOf(compareDefinitions(withMost(10), withMost(20))), 'compatible');
	assert.equal(reachOf(compareDefinitions(withMost(20), withMost(10))), 'breaking');
});

test('nothing is different from itself, and anything has an answer', () => {
	assert.deepEqual(compareDefinitions(before, structuredClone(before)), []);
	fc.assert(
		fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(before)), (value, key) => {
			compareDefinitions(before, { ...before, [key]: value });
			compareDefinitions({ ...before, [key]: value }, before);
		}),
	);
});
