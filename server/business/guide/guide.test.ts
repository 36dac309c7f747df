import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Answers, checkRule, type Fields } from '#rules';
import { getService, questionsFor } from '#services';
import { testDatabase } from '../../../tests/support/database.ts';
import { answerGuide, permitsFor, questionsOf, readOpening } from './answer-guide.ts';
import { guide } from './guide.ts';
import { planPermits } from './plan-permits.ts';

await testDatabase();
const kinds = { boolean: 'boolean', choice: 'text', number: 'number' } as const;
const given: Fields = {
	...{ kbli: 'text', size: 'text', scale: 'text', region: 'text', knownRisk: 'text' },
	...Object.fromEntries(guide.tags.map(({ id }) => [id, 'boolean' as const])),
};
const all: Fields = {
	...given,
	...Object.fromEntries(guide.questions.map(({ id, kind }) => [id, kinds[kind]])),
};
const binjai = '12.75';
const workshop = {
	form: 'person',
	place: 'shop',
	floors: 1,
	fit: false,
	sign: 'name',
	signArea: 2,
	street: 'middle',
	well: false,
	workers: 2,
};

describe('the shipped guide', () => {
	test('rules name what there is, each question only those before it', () => {
		guide.questions.forEach(({ id, when }, at) => {
			const before = {
				...given,
				...Object.fromEntries(guide.questions.slice(0, at).map((one) => [one.id, kinds[one.kind]])),
			};
			if (when !== undefined) assert.deepEqual(checkRule(when, before).problems, [], id);
		});
		for (const { id, when, answers = {} } of guide.permits) {
			assert.deepEqual(checkRule(when, all, guide.named).problems, [], id);
			for (const rule of Object.values(answers))
				assert.deepEqual(checkRule(rule, all, guide.named).problems, [], id);
		}
	});
	test('ids are there once, and what is waited for exists', () => {
		const ids = guide.permits.map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length);
		for (const { after } of guide.permits) for (const one of after) assert.ok(ids.includes(one), one);
	});
	test('services exist, and are asked what they ask', async () => {
		for (const { service, help, answers = {} } of guide.permits) {
			if (help) await getService(help);
			if (!service) continue;
			const { definition } = await getService(service);
			const asked = new Map(definition.questions.map((one) => [one.id, one]));
			for (const name of Object.keys(answers)) assert.ok(asked.has(name), `${service}: ${name}`);
			assert.ok(questionsFor(definition, {}, '2026-11-24').length > 0);
		}
	});
	for (const { name, kbli, scale, answers, permits } of guide.examples) {
		test(name, async () => {
			const opening = await readOpening({ kbli, scale, region: binjai });
			assert.deepEqual(
				questionsOf(opening, answers)
					.map(({ id }) => id)
					.filter((id) => !Object.hasOwn(answers, id)),
				[],
				'asked and not answered',
			);
			assert.deepEqual(permitsFor(opening, answers, '2026-11-24').sort(), [...permits].sort());
		});
	}
});

describe('a workshop in Binjai', () => {
	test('every permit with its office, days, fee, and what can run at once', async () => {
		const opening = await readOpening({ kbli: '45407', region: binjai, scale: 'micro' });
		const { permits, total, workingDays, ready, unknownFees, unknownDays } = await answerGuide(
			opening,
			workshop,
		);
		const of = (id: string) => permits.find((one) => one.id === id) ?? assert.fail(id);
		assert.equal(of('fitness').service?.id, 'sertifikat-laik-fungsi');
		assert.match(of('sign').office?.name.id ?? '', /Binjai/);
		// 25% of 1,500 × 1.5 × 2 m² × 365 days
		assert.equal(of('sign').fee, 410_600);
		assert.equal(total, 410_600);
		assert.deepEqual([unknownFees, unknownDays], [[], []]);
		assert.deepEqual(
			permits.map(({ id, wave }) => [id, wave]),
			[
				...[
					['nib', 1],
					['space-declared', 1],
					['environment-declared', 2],
				],
				...[
					['fitness', 2],
					['sign', 2],
					['insurance', 2],
					['labour-report', 2],
				],
			],
		);
		assert.equal(workingDays, 8);
		assert.match(ready, /^\d{4}-\d{2}-\d{2}$/);
	});
	test('a small name board needs no permit, and the reason is said', async () => {
		const opening = await readOpening({ kbli: '45407', region: binjai, scale: 'micro' });
		const { permits } = await answerGuide(opening, { ...workshop, signArea: 1 });
		assert.ok((permits.find(({ id }) => id === 'sign')?.against.length ?? 0) > 0);
	});
	test('what is not known is said, not made up', async () => {
		const opening = await readOpening({ kbli: '08104', region: '12.12', scale: 'medium' });
		const answer = await answerGuide(opening, {
			form: 'company',
			exists: true,
			place: 'land',
			sign: 'none',
			well: false,
			workers: 0,
		});
		assert.deepEqual(answer.unknownDays, ['permit']);
		assert.ok(answer.unknownFees.includes('permit'));
	});
	test('where the risk is not known it is asked', async () => {
		const opening = { ...(await readOpening({ kbli: '45407', region: binjai, scale: 'micro' })) };
		opening.risk = { ...opening.risk, level: null };
		assert.equal(questionsOf(opening, {})[0]?.id, 'risk');
		assert.ok(permitsFor(opening, { ...workshop, risk: 'high' }, '2026-11-24').includes('permit'));
	});
	for (const typed of [
		{ kbli: '99999', region: binjai, scale: 'micro' },
		{ kbli: '45407', region: '12', scale: 'micro' },
		{ kbli: '45407', region: '12.99', scale: 'micro' },
		{ kbli: '45407', region: binjai, scale: 'huge' },
	]) {
		test(`refuses ${JSON.stringify(typed)}`, () => assert.rejects(readOpening(typed), /business/));
	}
	test('answers that are not asked do not count', async () => {
		const opening = await readOpening({ kbli: '45407', region: binjai, scale: 'micro' });
		assert.ok(
			!permitsFor(opening, { ...workshop, tonnage: 20, gear: 'line', packed: true }, '2026-11-24').includes(
				'vessel',
			),
		);
	});
	test('any answers have an answer', async () => {
		const opening = await readOpening({ kbli: '56101', region: binjai, scale: 'large' });
		const ids = guide.questions.map(({ id }) => id);
		const value = fc.oneof(fc.boolean(), fc.string(), fc.double(), fc.constant(null));
		await fc.assert(
			fc.asyncProperty(fc.dictionary(fc.constantFrom(...ids), value), async (answers: Answers) => {
				const { permits, total } = await answerGuide(opening, answers);
				return permits.some(({ id }) => id === 'nib') && Number.isFinite(total);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('the plan', () => {
	const step = (id: string, workingDays: number | null, ...after: string[]) => ({ id, workingDays, after });
	test('what does not wait runs at once; the longest way counts', () => {
		const placed = planPermits([step('c', 3, 'a', 'b'), step('a', 5), step('b', 2), step('d', null, 'c')]);
		assert.deepEqual(placed, [
			{ id: 'a', wave: 1, from: 0, until: 5 },
			{ id: 'b', wave: 1, from: 0, until: 2 },
			{ id: 'c', wave: 2, from: 5, until: 8 },
			{ id: 'd', wave: 3, from: 8, until: 8 },
		]);
	});
	test('what is not needed is passed, what it waited for is not', () => {
		const placed = planPermits([step('a', 5), step('c', 1, 'b')], new Map([['b', ['a']]]));
		assert.deepEqual(
			placed.map(({ id, from }) => [id, from]),
			[
				['a', 0],
				['c', 5],
			],
		);
	});
	test('a circle is broken', () => {
		assert.equal(planPermits([step('a', 1, 'b'), step('b', 1, 'a')]).length, 2);
	});
	test('each begins after all it waits for, whatever the graph', () => {
		const graph = fc.array(fc.record({ workingDays: fc.nat(30), before: fc.array(fc.nat(20)) }), {
			maxLength: 15,
		});
		fc.assert(
			fc.property(graph, (list) => {
				const steps = list.map(({ workingDays, before }, at) =>
					step(`s${at}`, workingDays, ...before.filter((one) => one < at).map((one) => `s${one}`)),
				);
				const placed = new Map(planPermits(steps).map((one) => [one.id, one]));
				return steps.every(({ id, after }) =>
					after.every((one) => (placed.get(one)?.until ?? 99_999) <= (placed.get(id)?.from ?? -1)),
				);
			}),
		);
	});
});
