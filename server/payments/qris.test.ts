import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { crcOf, type Field, makeDynamic, readFields, readQris, writeFields } from './qris.ts';

const value = fc.string({
	unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
	maxLength: 99,
});
const tag = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
const one = fc.record({ tag, value }, { noNullPrototype: true });
const fields: fc.Arbitrary<Field[]> = fc.array(one, { maxLength: 12 });
const short = value.filter((text) => text.length > 0 && text.length <= 25);

const merchant = writeFields([
	{ tag: '00', value: 'ID.CO.QRIS.WWW' },
	{ tag: '02', value: 'ID1026000000001' },
	{ tag: '03', value: 'UMI' },
]);
const closed = (some: Field[]) => {
	const body = `${writeFields(some)}6304`;
	return body + crcOf(body);
};
const fixed = (name = 'PEMPROV SUMUT', city = 'MEDAN', more: Field[] = []) =>
	closed([
		...[
			{ tag: '00', value: '01' },
			{ tag: '01', value: '11' },
			{ tag: '51', value: merchant },
		],
		...[
			{ tag: '52', value: '9399' },
			{ tag: '53', value: '360' },
			{ tag: '58', value: 'ID' },
		],
		...[
			{ tag: '59', value: name },
			{ tag: '60', value: city },
		],
		...(more.length > 0 ? [{ tag: '62', value: writeFields(more) }] : []),
	]);

test('the check sum is CRC-16/CCITT-FALSE', () => {
	assert.equal(crcOf('123456789'), '29B1');
	assert.equal(crcOf(''), 'FFFF');
});

test('fields come back as they were written, also nested', () => {
	fc.assert(
		fc.property(fields, (some) => {
			assert.deepEqual(readFields(writeFields(some)), some);
		}),
		{ numRuns: 2000 },
	);
	fc.assert(
		fc.property(
			fc.array(fc.record({ tag, value: short }, { noNullPrototype: true }), { maxLength: 3 }),
			(inner) => {
				const nested = writeFields([{ tag: '62', value: writeFields(inner) }]);
				assert.deepEqual(readFields(readFields(nested)?.[0]?.value ?? ''), inner);
			},
		),
	);
});

test('whatever text is read, it is read to the end or not at all', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 300 }), (text) => {
			const read = readFields(text);
			if (read?.every(({ value: one }) => /^[\x20-\x7e]*$/.test(one))) assert.equal(writeFields(read), text);
			readQris(text);
		}),
		{ numRuns: 5000 },
	);
});

test('a static code becomes one for this sum and reference alone', () => {
	const amounts = fc.integer({ min: 1, max: 9_999_999_999_999 });
	const reference = fc.stringMatching(/^[A-Z0-9]{1,25}$/);
	fc.assert(
		fc.property(amounts, reference, short, short, (amount, ours, name, city) => {
			const made = readQris(makeDynamic(fixed(name, city), { amount, reference: ours }));
			const wanted = {
				isDynamic: true,
				amount,
				nmid: 'ID1026000000001',
				merchant: name,
				city,
				reference: ours,
			};
			assert.deepEqual(made, wanted);
		}),
	);
	const again = makeDynamic(makeDynamic(fixed(), { amount: 5, reference: 'A' }), {
		amount: 7,
		reference: 'B',
	});
	assert.equal(readQris(again)?.amount, 7);
	const kept = makeDynamic(fixed('N', 'C', [{ tag: '07', value: 'LOKET1' }]), { amount: 7, reference: 'B' });
	assert.ok(kept.includes('0706LOKET1'), 'what else the merchant says stays');
});

test('no single changed letter gets past the check sum', () => {
	const whole = makeDynamic(fixed(), { amount: 150_000, reference: 'SSP0123456789' });
	assert.ok(readQris(whole));
	for (let at = 0; at < whole.length; at++) {
		for (const other of ['0', '1', '9', 'A', 'z', ' ']) {
			if (whole[at]?.toUpperCase() === other.toUpperCase()) continue;
			assert.equal(readQris(whole.slice(0, at) + other + whole.slice(at + 1)), undefined, `${at} ${other}`);
		}
	}
});

test('codes that are whole and not ours are none', () => {
	const parts = readFields(fixed()) ?? [];
	const without = (tag: string) => closed(parts.filter((field) => field.tag !== tag && field.tag !== '63'));
	const withField = (tag: string, text: string) =>
		closed(
			parts
				.filter((field) => field.tag !== '63')
				.map((field) => (field.tag === tag ? { tag, value: text } : field)),
		);
	assert.ok(readQris(without('52')), 'the test makes whole codes');
	for (const missing of ['00', '51', '53', '58', '59', '60'])
		assert.equal(readQris(without(missing)), undefined, missing);
	assert.equal(readQris(withField('53', '840')), undefined, 'dollars');
	assert.equal(readQris(withField('58', 'MY')), undefined);
	assert.equal(readQris(withField('51', '0199')), undefined, 'a template that is none');
	assert.equal(
		readQris(closed([...parts.filter(({ tag }) => tag !== '63'), { tag: '54', value: '0' }])),
		undefined,
	);
	assert.throws(() => makeDynamic('nonsense', { amount: 1, reference: 'A' }), /static QRIS/);
});
