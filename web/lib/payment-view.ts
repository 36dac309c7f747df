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

const signs: Record<string, string> = { add: ' + ', subtract: ' − ', multiply: ' × ', divide: ' : ' };

/** How a fee came about, as one sum: "6 × 25.000 = 150.000"; '' where there was nothing to work out. */
export function sumOf({ trace, amount }: Line, number: (value: number) => string): string {
	const text = isStep(trace) ? partOf(trace, number) : '';
	return /[+−×:]/.test(text) ? `${text} = ${number(amount)}` : '';
}

function partOf(step: Step, number: (value: number) => string): string {
	const sign = signs[step.operator];
	if (sign && step.of.length > 0) {
		return step.of
			.map((part) =>
				signs[part.operator] && step.operator !== part.operator
					? `(${partOf(part, number)})`
					: partOf(part, number),
			)
			.join(sign);
	}
	// What only chooses or rounds is told by the part that was taken.
	const taken = step.of.findLast(
		(part) => typeof part.value === 'number' && (part.value === step.value || step.operator === 'round'),
	);
	if (taken && step.operator !== 'answer') return partOf(taken, number);
	return typeof step.value === 'number' ? number(step.value) : String(step.value ?? '–');
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
