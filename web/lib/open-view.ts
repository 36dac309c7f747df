import { guide, type Opening, questionsOf, readOpening } from '#business';
import { readAnswers } from '#services';

/** What the guide's address names, in its own order; what it does not know is passed over. */
export const guideNames = ['kbli', 'wilayah', 'skala', ...guide.questions.map(({ id }) => id)];

export function keepGuide(params: { get: (name: string) => unknown }): URLSearchParams {
	const pairs = guideNames.flatMap((name): [string, string][] => {
		const value = params.get(name);
		return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 40)]] : [];
	});
	return new URLSearchParams(pairs);
}

/** An address that answers everything; `missing` names what it does not. */
export async function readGuide(given: URLSearchParams): Promise<{
	opening: Opening;
	answers: ReturnType<typeof readAnswers>['answers'];
	missing: string[];
}> {
	const opening = await readOpening({
		kbli: given.get('kbli') ?? '',
		region: given.get('wilayah') ?? '',
		scale: given.get('skala') ?? '',
	});
	const { answers } = readAnswers({ questions: guide.questions }, (name) => given.get(name));
	const asked = questionsOf(opening, answers);
	return {
		...{ opening, answers },
		missing: asked.filter(({ id }) => !Object.hasOwn(answers, id)).map(({ id }) => id),
	};
}
