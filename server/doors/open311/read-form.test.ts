import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joined, many, one, readForm, textOfBody } from './read-form.ts';

test('names and values as sent, in order, several of a name, an equals sign in a value', () => {
	const form = readForm('a=1&b%5Bx%5D%5B%5D=2+3&b[x][]=%C3%A9&c=x=y&d&&e=');
	assert.deepEqual(
		[...form],
		[
			['a', ['1']],
			['b[x][]', ['2 3', 'é']],
			['c', ['x=y']],
			['d', ['']],
			['e', ['']],
		],
	);
});

test('no name is special', () => {
	const form = readForm('__proto__=1&constructor=2&attribute[__proto__]=3');
	assert.deepEqual([...form.keys()], ['__proto__', 'constructor', 'attribute[__proto__]']);
	assert.equal(Object.getPrototypeOf({}), Object.prototype);
});

for (const [what, text] of [
	['a broken escape', 'a=%zz'],
	['half an escape', 'a=%'],
	['bytes that are no UTF-8', 'a=%ff%fe'],
	['half a surrogate pair in UTF-8', 'a=%ed%a0%80'],
	['NUL', 'a=%00'],
	['NUL in a name', 'a%00=1'],
] as const) {
	test(`refuses ${what}`, () => assert.throws(() => readForm(text), { code: 'open311/unreadable' }));
}

test('refuses a thousand parameters and a body that is no UTF-8', () => {
	assert.throws(() => readForm('a=1&'.repeat(1000)), { code: 'open311/too-many-parameters' });
	assert.throws(() => textOfBody(Buffer.from([0x61, 0xff])), { code: 'open311/unreadable' });
	assert.equal(textOfBody(Buffer.from('é')), 'é');
});

test('one value: empty is absent, the same twice is one, two are refused', () => {
	const form = readForm('a=&b=1&b=1&c=1&c=2&d=+x+');
	assert.equal(one(form, 'a'), undefined);
	assert.equal(one(form, 'b'), '1');
	assert.throws(() => one(form, 'c'), { code: 'open311/twice' });
	assert.equal(one(form, 'd'), 'x');
	assert.equal(one(form, 'e'), undefined);
});

test('many values: with commas, declared twice, or both', () => {
	const form = readForm('a=1,2&a=3,,2&b=,');
	assert.deepEqual(many(form, 'a'), ['1', '2', '3']);
	assert.equal(many(form, 'b'), undefined);
	assert.deepEqual(many(joined(readForm('a=1'), readForm('a=2')), 'a'), ['1', '2']);
});

test('whatever URLSearchParams writes comes back whole', () => {
	const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0') && one.isWellFormed());
	fc.assert(
		fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), (pairs) => {
			const named = pairs.filter(([name]) => name !== '');
			const form = readForm(new URLSearchParams(named).toString());
			assert.deepEqual(
				new Map([...form]),
				new Map(
					[...Map.groupBy(named, ([name]) => name)].map(([name, all]) => [
						name,
						all.map(([, value]) => value),
					]),
				),
			);
		}),
	);
});

test('any text at all is read or refused, never a fault', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			try {
				readForm(text);
			} catch (error) {
				assert.match(String(Object(error).code), /^open311\//);
			}
		}),
	);
});
