import { maskNik } from '#people';
import type { Answers, Value } from '#rules';
import { secretNumber } from './secret-number.ts';

/** Answers with such numbers masked, `1271••••••••0001`, wherever they stand; `masked` are the fields that have one. */
export function maskNumbers(answers: Answers): { answers: Answers; masked: string[] } {
	const masked = Object.entries(answers).flatMap(([field, value]) =>
		numbersIn(value).length > 0 ? [field] : [],
	);
	return {
		masked,
		answers: Object.fromEntries(
			Object.entries(answers).map(([field, value]) => [field, masked.includes(field) ? hide(value) : value]),
		),
	};
}

/** The numbers that stand in an answer, each once. */
export function numbersIn(value: Value | undefined): string[] {
	if (typeof value === 'string') return secretNumber.test(value) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return [...new Set(Object.values(value).flatMap((one: Value) => numbersIn(one)))];
}

function hide(value: Value): Value {
	if (typeof value === 'string') return secretNumber.test(value) ? maskNik(value) : value;
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(hide);
	return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, hide(one)]));
}
