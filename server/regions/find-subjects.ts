import { Refusal } from '#platform/refusal';
import { wordsOf } from './search-key.ts';
import { snapshot } from './snapshot.ts';
import type { Subject, SubjectGroup } from './subject.ts';

/** All groups with their subjects, in the order people should see them. From memory. */
export async function listSubjects(): Promise<SubjectGroup[]> {
	return (await snapshot()).groups;
}

/** From memory; undefined when there is none. */
export async function findSubject(code: string): Promise<Subject | undefined> {
	return (await snapshot()).subjects.get(code);
}

/** From memory. Refuses `regions/no-such-subject`. */
export async function getSubject(code: string): Promise<Subject> {
	const subject = await findSubject(code);
	if (!subject) throw new Refusal('not-found', 'regions/no-such-subject');
	return subject;
}

/**
 * Subjects that a text speaks of, the likeliest first: by the words people use for them, longer expressions counting
 * more, and by the words of their names in both languages. From memory. Empty when nothing fits.
 */
export async function suggestSubjects(text: string, limit = 5): Promise<Subject[]> {
	const asked = ` ${wordsOf(text).join(' ')} `;
	const scored = [...(await snapshot()).subjects.values()].map((subject) => ({
		subject,
		score: score(subject, asked),
	}));
	return scored
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score)
		.slice(0, limit)
		.map(({ subject }) => subject);
}

function score(subject: Subject, asked: string): number {
	const expressions = [...subject.keywords, subject.name.id, subject.name.en].map((words) => wordsOf(words));
	const whole = expressions.filter((words) => words.length > 0 && asked.includes(` ${words.join(' ')} `));
	const single = new Set(expressions.flat().filter((word) => word.length > 3 && asked.includes(` ${word} `)));
	return whole.reduce((sum, words) => sum + words.length * 2, 0) + single.size;
}
