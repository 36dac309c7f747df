import { type Answers, isDay, type Value } from '#rules';
import type { Definition, Question } from './definition.ts';

/**
 * Answers as an address or a form has them, read by the kind of each question. What is no answer to its question is
 * named in `wrong`; what is empty is not known yet.
 */
export function readAnswers(
	{ questions }: Pick<Definition, 'questions'>,
	given: (name: string) => string | null,
): { answers: Answers; wrong: string[] } {
	const answers: Record<string, Value> = {};
	const wrong: string[] = [];
	for (const question of questions) {
		const text = given(question.id)?.trim() ?? '';
		if (text === '') continue;
		const value = read(question, text);
		if (value === undefined) wrong.push(question.id);
		else answers[question.id] = value;
	}
	return { answers, wrong };
}

const mostNumber = 1e12;

function read({ kind, options }: Question, text: string): Value | undefined {
	if (kind === 'boolean') return text === 'ya' ? true : text === 'tidak' ? false : undefined;
	if (kind === 'choice') return options?.some(({ value }) => value === text) ? text : undefined;
	if (kind === 'day') return isDay(text) ? text : undefined;
	// 1.250,5 as it is written here
	const plain = text.replace(/\.(?=\d{3}(\D|$))/g, '').replace(',', '.');
	const number = /^-?\d{1,13}(\.\d{1,6})?$/.test(plain) ? Number(plain) : Number.NaN;
	return Math.abs(number) <= mostNumber ? number : undefined;
}
