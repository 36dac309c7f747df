import { isDay, type Value } from '#rules';
import type { Leaf } from '../process.ts';
import { readPoint } from './read-point.ts';

/** What is wrong with what was typed: a message `services.field.…`, and what it names. */
export type Wrong = { code: string; params: Record<string, string | number> };
type Read = { value: Value } | { wrong: Wrong };
type Limits = Pick<Leaf, 'kind' | 'options' | 'least' | 'most'>;

const mostNumber = 1e12;
const mostText = { text: 200, 'long-text': 5000 } as const;

/**
 * What somebody typed into a field, by its kind: numbers as they are written here (1.250,5), days YYYY-MM-DD, a point
 * "latitude,longitude", money in whole rupiah. Never empty: that is the form's matter.
 */
export function readValue(field: Limits, typed: string): Read {
	const text = typed.replace(/\r\n?/g, '\n').normalize('NFC').trim();
	if (!text.isWellFormed() || /(?![\n\t])\p{Cc}/u.test(text)) return no('unreadable');
	return readers[field.kind](text, field);
}

/** The text a field shows for an answer: read again it is the same answer. */
export function textOfAnswer(value: Value | undefined): string {
	if (value === true) return 'ya';
	if (value === false) return 'tidak';
	if (typeof value === 'number') return String(value).replace('.', ',');
	return typeof value === 'string' ? value : '';
}

/** Whether an answer is one of its field still: kind, options and limits. */
export function fits(field: Limits, value: Value): boolean {
	const read = readValue(field, textOfAnswer(value));
	return 'value' in read && read.value === value;
}

function no(code: string, params: Wrong['params'] = {}): Read {
	return { wrong: { code, params } };
}

const readers: Record<Leaf['kind'], (text: string, field: Limits) => Read> = {
	boolean: (text) => (text === 'ya' || text === 'tidak' ? { value: text === 'ya' } : no('not-an-option')),
	choice: (text, { options }) =>
		options?.some(({ value }) => value === text) ? { value: text } : no('not-an-option'),
	number: (text, field) => within(numberOf(text), field, 'not-a-number'),
	money: (text, field) => {
		const amount = numberOf(text.replace(/^rp\.?\s*/i, ''));
		const isWhole = amount !== undefined && Number.isInteger(amount) && amount >= 0;
		return within(isWhole ? amount : undefined, field, 'not-an-amount');
	},
	day: (text) => (isDay(text) ? { value: text } : no('not-a-day')),
	text: (text, field) => (text.includes('\n') ? no('one-line') : ofLength(text, field, mostText.text)),
	'long-text': (text, field) => ofLength(text, field, mostText['long-text']),
	email: (text) =>
		text.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) ? { value: text } : no('not-an-email'),
	phone: (text) => {
		const digits = text
			.replace(/[\s().-]/g, '')
			.replace(/^0/, '+62')
			.replace(/^62/, '+62');
		return /^\+\d{8,15}$/.test(digits) ? { value: digits } : no('not-a-phone');
	},
	region: (text) =>
		/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/.test(text) ? { value: text } : no('not-a-region'),
	point: (text) => {
		const point = readPoint(text);
		return point ? { value: point } : no('not-a-point');
	},
	kbli: (text) => {
		const code = text.replace(/[\s.]/g, '');
		return /^\d{5}$/.test(code) ? { value: code } : no('not-a-kbli');
	},
};

function numberOf(text: string): number | undefined {
	const plain = text.replace(/\.(?=\d{3}(\D|$))/g, '').replace(',', '.');
	const number = /^-?\d{1,13}(\.\d{1,6})?$/.test(plain) ? Number(plain) + 0 : Number.NaN;
	return Math.abs(number) <= mostNumber ? number : undefined;
}

function within(value: number | undefined, { least, most }: Limits, otherwise: string): Read {
	if (value === undefined) return no(otherwise);
	if (least !== undefined && value < least) return no('too-little', { least });
	return most !== undefined && value > most ? no('too-much', { most }) : { value };
}

function ofLength(text: string, { least, most = Number.POSITIVE_INFINITY }: Limits, limit: number): Read {
	const longest = Math.min(most, limit);
	if (text.length > longest) return no('too-long', { most: longest });
	return least !== undefined && text.length < least ? no('too-short', { least }) : { value: text };
}
