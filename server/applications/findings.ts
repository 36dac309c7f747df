import { Refusal } from '#platform/refusal';
import type { Answers, Value } from '#rules';
import { evaluate } from '#rules';
import { type Leaf, readFields, type State, textOfAnswer } from '#services';
import { factsNow, type Work } from './work.ts';

/**
 * What an officer found in a state: only what the state asks for, each of its kind. With `needed` all that must be found
 * has been, now or before. Refuses `applications/findings` by field.
 */
export function readFindings(work: Work, state: State, given: Answers, needed: boolean): Answers {
	const asked = state.findings ?? [];
	const typed = Object.fromEntries(Object.entries(given).map(([id, value]) => [id, textOf(value)]));
	const facts = factsNow(work);
	const { answers, errors } = readFields(asked, (name) => typed[name] ?? null, facts);
	const sent = Object.fromEntries(
		Object.entries(answers).filter(([id, value]) => Object.hasOwn(given, id) && value !== null),
	);
	const wrong = errors.filter(({ name }) => Object.hasOwn(given, name)).map(({ name, key }) => [name, key]);
	const missing = needed ? asked.filter((one) => isMissing(one, work, sent)) : [];
	const fields = Object.fromEntries([
		...missing.map(({ id }) => [id, 'refusal.applications.finding-missing']),
		...wrong,
	]);
	if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'applications/findings', { fields });
	return sent;
}

function textOf(value: Value): string {
	return textOfAnswer(value);
}

function isMissing(leaf: Leaf, work: Work, sent: Answers): boolean {
	const { answers, ...facts } = factsNow(work);
	const seen = { ...facts, answers: { ...answers, ...sent } };
	if (leaf.when !== undefined && evaluate(leaf.when, seen) !== true) return false;
	const isRequired = leaf.required === undefined || evaluate(leaf.required, seen) === true;
	return isRequired && (seen.answers[leaf.id] ?? null) === null;
}
