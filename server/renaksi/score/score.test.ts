import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkFramework } from '../framework/check-framework.ts';
import type { Framework } from '../framework/framework.ts';
import { requirementsOf } from '../framework/requirements.ts';
import { decimal, fraction, readDecimal, show, sum, whole } from './exact.ts';
import { listPublished, readBands } from './published.ts';
import { rankOf } from './rank.ts';
import { acceptedOf, bandOf, type Happening, scoreOf } from './score.ts';

const folder = new URL('../../../data/renaksi/frameworks/', import.meta.url);
const files = await readdir(folder);
const read = async (name: string): Promise<unknown> =>
	JSON.parse(await readFile(new URL(name, folder), 'utf8'));

/** The framework of 2025, as it ships. */
async function mcsp(): Promise<Framework> {
	const { framework } = checkFramework(await read('mcsp-2025.json'));
	assert.ok(framework);
	return framework;
}
const framework = await mcsp();
const { all } = requirementsOf(framework);

for (const name of files) {
	test(`${name} has no fault, and its documents are worth 100 together`, async () => {
		const { framework: one, faults } = checkFramework(await read(name));
		assert.deepEqual(faults, []);
		assert.ok(one);
		assert.equal(`${one.id}.json`, name);
		const { all: documents, units } = requirementsOf(one);
		assert.equal(
			documents.reduce((total, { units: worth }) => total + worth, 0n),
			units,
		);
	});
}

test('areas of the years as their sources name them', async () => {
	const areas = await Promise.all(
		['renaksi-2016-provinsi', 'mcp-2018-2020', 'mcp-2024', 'mcsp-2025'].map(async (name) => {
			const { framework: one } = checkFramework(await read(`${name}.json`));
			return one?.areas.filter(({ source }) => source !== null).length;
		}),
	);
	assert.deepEqual(areas, [9, 8, 8, 8]);
	assert.equal(framework.aspects.length, 3);
});

test('Merangin, 20 November 2025: 230 accepted follow from what was published', async () => {
	const found = (await listPublished()).find(({ measure }) => measure === 'documents')?.documents;
	assert.ok(found);
	assert.deepEqual(found, { required: 680, uploaded: 454, rejected: 62, unverified: 162 });
	assert.equal(acceptedOf(found), 230);
});

test('the nation in 2024: the simple mean of its eight areas is 75.75', async () => {
	const national = (await listPublished()).filter(
		({ measure, who, asOf }) => measure === 'area' && 'name' in who && asOf === '2024-12-31',
	);
	const values = national.map(({ value = '' }) => value);
	assert.deepEqual(values, ['88', '75', '68', '78', '72', '81', '70', '74']);
	const mean = fraction(sum(values.map(decimal)).top, 8n);
	assert.equal(show(mean), '75.75');
	assert.equal(show(mean, 0), '76');
});

test('31 December 2017 is what the seed says', async () => {
	const day = (await listPublished()).filter(({ asOf }) => asOf === '2017-12-31');
	assert.deepEqual(
		day.map(({ who, measure, rank, within, source }) => [who, measure, rank ?? within, source]),
		[
			[{ pemda: '12.71' }, 'rank', 1, 'S1'],
			[{ pemda: '12' }, 'rank', 2, 'S1'],
			[{ pemda: '12.03' }, 'within', 10, 'S1'],
		],
	);
});

const edges: [bands: 'zones' | 'skm' | 'ombudsman' | 'spi', value: string, band: string][] = [
	['zones', '0', 'red'],
	['zones', '24.99', 'red'],
	['zones', '25', 'yellow'],
	['zones', '49.99', 'yellow'],
	['zones', '50', 'blue'],
	['zones', '74.99', 'blue'],
	['zones', '75', 'green'],
	['zones', '100', 'green'],
	['skm', '64.99', 'D'],
	['skm', '65', 'C'],
	['skm', '76.60', 'C'],
	['skm', '76.61', 'B'],
	['skm', '88.30', 'B'],
	['skm', '88.31', 'A'],
	['ombudsman', '50', 'red'],
	['ombudsman', '51', 'yellow'],
	['ombudsman', '80', 'yellow'],
	['ombudsman', '81', 'green'],
	['spi', '72.9', 'rentan'],
	['spi', '73', 'waspada'],
	['spi', '77.9', 'waspada'],
	['spi', '78', 'terjaga'],
];
for (const [bands, value, expected] of edges) {
	test(`${bands} at ${value}: ${expected}`, async () => {
		const of = bands === 'zones' ? framework.zones : (await readBands())[bands]?.bands;
		assert.equal(bandOf(of ?? [], decimal(value)).id, expected);
	});
}

const faults: [what: string, change: (one: Framework) => void, said: RegExp][] = [
	[
		'weights that do not sum',
		({ areas }) => void areas.map((area) => Object.assign(area, { weight: '12' })),
		/sum to 100/,
	],
	[
		'a weight of one alone',
		({ areas }) => void Object.assign(areas[0] ?? {}, { weight: '100' }),
		/some are not/,
	],
	[
		'a document twice',
		({ areas: [area] }) =>
			void area?.indicators[0]?.subs[0]?.documents.push(
				area.indicators[0].subs[0].documents[0] ?? assert.fail(),
			),
		/twice/,
	],
	[
		'an aspect there is not',
		({ areas }) => void Object.assign(areas[0]?.indicators[0] ?? {}, { aspect: 'lain' }),
		/no aspect/,
	],
	['a source not listed', ({ areas }) => void Object.assign(areas[0] ?? {}, { source: 'S0' }), /not listed/],
	['zones that fall', ({ zones }) => void zones.reverse(), /above the one before/],
];
for (const [what, change, said] of faults) {
	test(`refused: ${what}`, () => {
		const changed = structuredClone(framework);
		change(changed);
		const found = checkFramework(changed);
		assert.equal(found.framework, undefined);
		assert.match(found.faults.map((fault) => fault.what).join(), said);
	});
}

const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n));
const happening = fc.record({
	id: fc.uuid(),
	kind: fc.constantFrom('submitted', 'accepted', 'rejected', 'returned', 'penalised'),
	requirement: fc.constantFrom(...all.map(({ id }) => id)),
	percent: fc.integer({ min: 1, max: 100 }),
	points: fc.integer({ min: 1, max: 500 }).map((n) => show(fraction(BigInt(n), 100n))),
	day: fc.integer({ min: 0, max: 300 }),
});
const happenings = fc
	.uniqueArray(happening, { selector: ({ id }) => id, maxLength: 60 })
	.map((some): Happening[] =>
		some.map(({ day: n, requirement, ...one }) => ({
			...one,
			requirement: one.kind === 'penalised' ? null : requirement,
			countsFrom: day(n),
			at: day(n),
		})),
	);
const shownAt = (some: Happening[], n: number) => show(scoreOf(framework, some, day(n)).score, 10);

test('the order in which things are told changes no score', () => {
	fc.assert(
		fc.property(happenings, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (some, keys) => {
			const shuffled = some
				.map((one, index) => ({ one, key: keys[index] ?? 0 }))
				.sort((a, b) => a.key - b.key)
				.map(({ one }) => one);
			assert.equal(shownAt(shuffled, 300), shownAt(some, 300));
		}),
	);
});

test('what comes later changes no earlier score, but for a correction that names the day', () => {
	fc.assert(
		fc.property(happenings, fc.integer({ min: 0, max: 300 }), (some, n) => {
			const until = some.filter(({ at }) => at <= day(n));
			assert.equal(shownAt(some, n), shownAt(until, n));
			const [first] = all;
			assert.ok(first);
			const corrected: Happening = {
				...{
					id: 'ffffffff-ffff-7fff-bfff-ffffffffffff',
					kind: 'corrected',
					requirement: first.id,
					points: '0',
				},
				...{ percent: 100, countsFrom: day(n), at: day(400) },
			};
			const then = scoreOf(framework, [...some, corrected], day(n), day(399));
			assert.equal(show(then.score, 10), shownAt(some, n), 'as it could be read before the correction');
			assert.equal(shownAt([...some, corrected], n - 1), shownAt(some, n - 1));
		}),
	);
});

test('counts add up, and a score is between 0 and 100 and is the sum of its parts', () => {
	fc.assert(
		fc.property(happenings, (some) => {
			const { score, counts, parts, penalty } = scoreOf(framework, some, day(300));
			assert.equal(counts.required, all.length);
			assert.equal(counts.uploaded, counts.accepted + counts.rejected + counts.unverified);
			assert.ok(Number(show(score)) >= 0 && Number(show(score)) <= 100);
			if (penalty.top === 0n) {
				const areas = sum(parts.map((part) => part.score));
				assert.equal(show(score, 10), show(fraction(areas.top, areas.bottom * BigInt(parts.length)), 10));
			}
		}),
	);
});

test('places: ties share one, the next is left out, the order given makes none', () => {
	const lines = [
		{ who: 'a', score: '80.00' },
		{ who: 'b', score: '91.69' },
		{ who: 'c', score: '80.00' },
		{ who: 'd', score: '9.50' },
	];
	const ranks = (some: typeof lines) => Object.fromEntries(rankOf(some).map(({ who, rank }) => [who, rank]));
	assert.deepEqual(ranks(lines), { a: 2, b: 1, c: 2, d: 4 });
	fc.assert(
		fc.property(fc.shuffledSubarray(lines, { minLength: 4 }), (some) => {
			assert.deepEqual(ranks(some), ranks(lines));
		}),
	);
});

test('decimals: read exactly, shown half away from zero', () => {
	assert.equal(readDecimal('1,5'), undefined);
	assert.equal(readDecimal('1e3'), undefined);
	assert.equal(show(decimal('0.005')), '0.01');
	assert.equal(show(decimal('-0.005')), '-0.01');
	assert.equal(show(fraction(2n, 3n)), '0.67');
	assert.equal(show(whole(100)), '100.00');
});
