import type { Answers, Value } from '#rules';
import type { Definition } from './definition.ts';
import { readValue } from './form/read-value.ts';

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
		const read = readValue(question, text);
		if ('value' in read) answers[question.id] = read.value;
		else wrong.push(question.id);
	}
	return { answers, wrong };
}
