import type { Attempt, Invoice, Line } from '#payments';
import type { Step } from '#rules';
import type { Tone } from './tone.ts';

type Say = App.Locals['t'];

/** How an invoice stands, in a word and a sign. */
export function invoiceTone({ status, dueAt }: Pick<Invoice, 'status' | 'dueAt'>, at: Date): Tone {
	if (status === 'paid') return 'done';
	if (status !== 'open') return 'plain';
	return dueAt < at ? 'late' : 'soon';
}

/** "QRIS", "Rekening virtual Bank Sumut". */
export function wayName(
	{ method, bank }: Pick<Attempt, 'method' | 'bank'>,
	name: (bank: string) => string,
	t: Say,
): string {
	return method === 'qris' || bank === null
		? t('payments.way.qris')
		: t('payments.way.va', { bank: name(bank) });
}

type Numbers = (value: number) => string;

/**
 * How a fee came about, as one sum: "6 × 25.000 = 150.000"; '' where there was nothing to work out. A trace holds what was
 * answered and found; a rate that stands in the rule itself is what is left over.
 */
export function sumOf({ trace, amount }: Line, number: Numbers): string {
	const step = isStep(trace) ? insideOf(trace) : undefined;
	const text = step && signs[step.operator] ? sideOf(step, number) : '';
	if (!step || !text) return '';
	return `${text} ${Math.abs(Number(step.value) - amount) < 1e-6 ? '=' : '≈'} ${number(amount)}`;
}

type Sum = { sign: string; rest: (whole: number, parts: number[]) => number; none: number };
const signs: Record<string, Sum> = {
	add: { sign: ' + ', none: 0, rest: (whole, parts) => whole - parts.reduce((sum, one) => sum + one, 0) },
	multiply: {
		sign: ' × ',
		none: 1,
		rest: (whole, parts) => whole / parts.reduce((product, one) => product * one, 1),
	},
	subtract: {
		sign: ' − ',
		none: 0,
		rest: (whole, [first = 0, ...others]) => first - others.reduce((sum, one) => sum + one, 0) - whole,
	},
	divide: {
		sign: ' : ',
		none: 1,
		rest: (whole, [first = 0, ...others]) =>
			first / others.reduce((product, one) => product * one, 1) / whole,
	},
};

/** What only chooses, names or rounds is told by the part that was taken. */
function insideOf(step: Step): Step {
	if (signs[step.operator] || step.operator === 'answer') return step;
	const taken = step.of.findLast(
		({ value }) => typeof value === 'number' && (value === step.value || step.operator === 'round'),
	);
	return taken ? insideOf(taken) : step;
}

/** One side of a sum; '' where a part of it cannot be told. */
function sideOf(step: Step, number: Numbers): string {
	const sum = signs[step.operator];
	const whole = step.value;
	if (!sum || typeof whole !== 'number') return '';
	const parts = step.of.map(insideOf);
	const values = parts.map(({ value }) => value).filter((value) => typeof value === 'number');
	const rest = sum.rest(whole, values);
	if (values.length !== parts.length || values.length === 0 || !Number.isFinite(rest) || rest < 0) return '';
	const told = parts.map((part, at) => {
		const inner = signs[part.operator] ? sideOf(part, number) : '';
		if (!inner) return number(values[at] ?? 0);
		return part.operator === step.operator && ['add', 'multiply'].includes(step.operator)
			? inner
			: `(${inner})`;
	});
	return [...told, ...(Math.abs(rest - sum.none) < 1e-9 ? [] : [number(rest)])].join(sum.sign);
}

function isStep(trace: unknown): trace is Step {
	return (
		typeof trace === 'object' &&
		trace !== null &&
		'operator' in trace &&
		'of' in trace &&
		Array.isArray(trace.of)
	);
}
