import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Answers, Value } from '#rules';
import { type Definition, fieldsFor, readPage, textOfAnswer } from '#services';
import { readValue } from './read-value.ts';

const words = { id: 'Apa?', en: 'What?' };
const leaf = (id: string, kind: string, more: object = {}) => ({
	id,
	kind,
	label: words,
	privacy: 'plain',
	...more,
});
const form = {
	questions: [{ id: 'hasChildren', kind: 'boolean', label: words }],
	named: { grownUp: { atLeast: [{ answer: 'age' }, 17] } },
	process: {
		pages: [
			{
				id: 'you',
				title: words,
				fields: [
					leaf('name', 'text'),
					leaf('age', 'number', { least: 0, most: 150 }),
					leaf('job', 'text', { when: { named: 'grownUp' }, required: false }),
				],
			},
			{
				id: 'children',
				title: words,
				when: { answer: 'hasChildren' },
				fields: [
					{
						...{ id: 'children', kind: 'group', label: words, least: 1, most: 2 },
						fields: [
							leaf('born', 'day'),
							leaf('atSchool', 'boolean'),
							leaf('school', 'text', { when: { answer: 'atSchool' } }),
						],
					},
				],
			},
			{
				id: 'money',
				title: words,
				fields: [leaf('income', 'money', { when: { more: [{ answer: 'age' }, 20] } })],
			},
		],
	},
} as unknown as Definition; // only the parts a form is made of
const today = '2026-11-24';
const whole: Answers = {
	...{ hasChildren: true, name: 'Sari', age: 30, job: 'guru', income: 5_000_000 },
	children: [{ born: '2020-01-01', atSchool: false }],
};
const read = (page: string, sent: Record<string, string>, answers: Answers = {}) =>
	readPage(form, page, (name) => sent[name] ?? null, { answers, today });
const errorsOf = (page: string, sent: Record<string, string>, answers: Answers = {}) =>
	read(page, sent, answers)?.errors.map(({ name, key }) => `${name} ${key.replace('services.field.', '')}`);

describe('the form as it stands', () => {
	test('shows what is asked, and what is missing', () => {
		const { pages, missing, answers } = fieldsFor(form, {}, today);
		assert.deepEqual(
			pages.map(({ id }) => id),
			['syarat', 'you'],
		);
		assert.deepEqual(
			missing.map(({ page, name }) => `${page}/${name}`),
			['syarat/hasChildren', 'you/name', 'you/age'],
		);
		assert.deepEqual(answers, {});
	});
	test('is complete when all that must be answered is', () => {
		const { missing, answers } = fieldsFor(form, whole, today);
		assert.deepEqual(missing, []);
		assert.deepEqual(answers, whole);
	});
	test('a hidden field that is sent anyway does not count, nor what hangs on it', () => {
		const { answers } = fieldsFor(form, { ...whole, hasChildren: false, age: 10 }, today);
		assert.deepEqual(answers, { hasChildren: false, name: 'Sari', age: 10 });
	});
	test('an answer of another kind, or of nobody’s, is as if it had not been sent', () => {
		const odd = { ...whole, name: 7, age: '30', children: 'two', stranger: true, income: -1 };
		const { answers, missing } = fieldsFor(form, odd, today);
		assert.deepEqual(answers, { hasChildren: true });
		assert.deepEqual(
			missing.map(({ name }) => name),
			['name', 'age', 'children'],
		);
	});
	test('a record of a group has conditions of its own', () => {
		const children = [
			{ born: '2020-01-01', atSchool: true },
			{ born: 'soon', atSchool: false, school: 'X' },
		];
		const { missing, answers } = fieldsFor(form, { ...whole, children }, today);
		assert.deepEqual(
			missing.map(({ name }) => name),
			['children.0.school', 'children.1.born'],
		);
		assert.deepEqual(answers['children'], [{ born: '2020-01-01', atSchool: true }, { atSchool: false }]);
	});
	test('answers for anything, and what counts counts again', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...Object.keys(whole)), fc.jsonValue()), (given) => {
				const once = fieldsFor(form, given as Answers, today); // any JSON is a value
				assert.deepEqual(fieldsFor(form, once.answers, today), once);
			}),
		);
	});
});

describe('a page that was sent', () => {
	test('is read by the kind of each field', () => {
		assert.deepEqual(read('you', { name: ' Sari ', age: '30', job: '' }), {
			answers: { name: 'Sari', age: 30, job: null },
			errors: [],
		});
	});
	test('names what is wrong', () => {
		assert.deepEqual(errorsOf('you', { name: '', age: 'old' }), ['name missing', 'age not-a-number']);
		assert.deepEqual(errorsOf('you', { name: 'A\nB', age: '151' }), ['name one-line', 'age too-much']);
		assert.deepEqual(errorsOf('money', { income: 'Rp 1.000,50' }, whole), ['income not-an-amount']);
	});
	test('a field that is not asked is not read', () => {
		assert.deepEqual(read('you', { name: 'A', age: '9', job: 'x' })?.answers, { name: 'A', age: 9 });
		assert.deepEqual(read('children', { 'children.0.born': '2020-01-01' }), { answers: {}, errors: [] });
		assert.equal(read('nowhere', {}), undefined);
	});
	test('groups: empty records are none, records have their own fields', () => {
		const sent = { 'children.0.born': '', 'children.1.born': '2020-02-30', 'children.1.atSchool': 'ya' };
		assert.deepEqual(errorsOf('children', sent, whole), [
			'children.1.born not-a-day',
			'children.1.school missing',
		]);
		assert.deepEqual(errorsOf('children', {}, whole), ['children too-few']);
		const three = Object.fromEntries([0, 1, 2].map((at) => [`children.${at}.born`, '2020-01-01']));
		assert.equal(errorsOf('children', three, whole)?.[0], 'children too-many');
	});
});

const kinds: [kind: string, typed: string, value: Value | undefined][] = [
	['number', '1.250,5', 1250.5],
	['number', '-0', 0],
	['number', '1e3', undefined],
	['money', 'Rp 1.500.000', 1_500_000],
	['money', '-1', undefined],
	['day', '2026-02-29', undefined],
	['email', 'sari@contoh.id', 'sari@contoh.id'],
	['email', 'sari@contoh', undefined],
	['phone', '0812-3456 7890', '+6281234567890'],
	['phone', 'call me', undefined],
	['region', '12.09.19.1001', '12.09.19.1001'],
	['region', '12.9', undefined],
	['point', '3.5952, 98.6722', '3.5952,98.6722'],
	['point', '95,200', undefined],
	['point', '3,59521; 98,67221', '3.59521,98.67221'],
	['point', `3°35'42.7"N 98°40'19.9"E`, '3.595194,98.672194'],
	['point', '1° 17′ 5″ LS, 98° 30′ 0″ BT', '-1.284722,98.5'],
	['point', 'https://maps.google.com/?q=3.5952%2C98.6722', '3.5952,98.6722'],
	[
		'point',
		'https://www.google.com/maps/place/Toko/@3.5,98.6,17z/data=!3d3.5952!4d98.6722',
		'3.5952,98.6722',
	],
	['point', 'https://www.openstreetmap.org/#map=17/3.5952/98.6722', '3.5952,98.6722'],
	['point', 'geo:3.5952,98.6722?z=17', '3.5952,98.6722'],
	['point', 'https://maps.app.goo.gl/abc123', undefined],
	['point', 'Kota Binjai', undefined],
	['kbli', '56101', '56101'],
	['kbli', '56.101', '56101'],
	['kbli', '5610', undefined],
	['text', '\ud800', undefined],
	['text', 'a\u0000b', undefined],
	['long-text', 'a\r\nb', 'a\nb'],
];
for (const [kind, typed, value] of kinds) {
	test(`${JSON.stringify(typed)} as a ${kind}`, () => {
		const field = { kind } as Parameters<typeof readValue>[0]; // a kind of the table above
		const one = readValue(field, typed);
		assert.deepEqual('value' in one ? one.value : undefined, value);
		if ('value' in one) assert.deepEqual(readValue(field, textOfAnswer(one.value)), one);
	});
}
