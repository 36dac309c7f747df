import { canonical } from '../canonical.ts';
import { decide, factsOf } from '../decide.ts';
import type { Definition } from '../definition.ts';
import { followRoute } from '../follow-route.ts';
import { fieldsFor } from '../form/fields-for.ts';
import { type Fault, fault } from './fault.ts';
import { everyField, findingsOf, pageFieldsOf } from './known-fields.ts';

type Example = Definition['examples'][number];

/** A definition's own examples must come out as they say, on their day, else on `today`. */
export function lintExamples(definition: Definition, today: string): Fault[] {
	return definition.examples.flatMap((example, index) => lintExample(definition, example, index, today));
}

function lintExample(definition: Definition, example: Example, index: number, today: string): Fault[] {
	const at = `examples.${index}`;
	const strangers = [
		...notAmong(example.answers, definition.questions),
		...notAmong(example.fields, pageFieldsOf(definition)),
		...notAmong(example.findings, findingsOf(definition)),
	];
	if (strangers.length > 0) return [fault(at, 'nobody-asks', { names: strangers.join(', ') })];
	const day = example.on ?? today;
	const [is, should] = compared(definition, example, day);
	const outcome = is === '' ? [] : [fault(at, 'comes-out-otherwise', { name: example.name, is, should })];
	return [
		...outcome,
		...lintFilledIn(definition, example, at, day),
		...lintRoute(definition, example, at, day),
	];
}

function notAmong(given: object | undefined, fields: readonly { id: string }[]): string[] {
	return Object.keys(given ?? {}).filter((name) => !fields.some(({ id }) => id === name));
}

/** What came out otherwise, and what should have; '' where all is as it says. */
function compared(definition: Definition, example: Example, day: string): [is: string, should: string] {
	const answers = { ...example.answers, ...example.fields };
	const decision = decide(definition, answers, day, example.findings);
	const against = decision.findings.filter(
		({ outcome }) => outcome === decision.outcome && outcome !== 'eligible',
	);
	const parts: [name: string, came: unknown, expected: unknown][] = [
		['outcome', decision.outcome, example.outcome],
		['because', against.map(({ id }) => id).sort(), [...example.because].sort()],
		['papers', decision.papers.map(({ id }) => id).sort(), example.papers && [...example.papers].sort()],
		['fee', decision.total, example.fee],
	];
	const wrong = parts.filter(
		([, came, expected]) => expected !== undefined && JSON.stringify(came) !== JSON.stringify(expected),
	);
	return [
		wrong.map(([name, came]) => said(name, came)).join('; '),
		wrong.map(([name, , expected]) => said(name, expected)).join('; '),
	];
}

function said(name: string, value: unknown): string {
	if (Array.isArray(value)) return `${name} ${value.join(', ') || '–'}`;
	return `${name} ${value === null ? '?' : value}`;
}

/** Fields an example fills in must be asked, and of their kind. Those it leaves out may be left out. */
function lintFilledIn(definition: Definition, example: Example, at: string, day: string): Fault[] {
	const { answers } = fieldsFor(definition, { ...example.answers, ...example.fields }, day);
	return Object.entries(example.fields ?? {}).flatMap(([name, value]) =>
		canonical(answers[name] ?? null) === canonical(value)
			? []
			: [fault(`${at}.fields.${name}`, 'not-taken', { name })],
	);
}

function lintRoute(definition: Definition, example: Example, at: string, day: string): Fault[] {
	if (!example.route || !definition.process) return [];
	const facts = factsOf(definition, { ...example.answers, ...example.fields }, day, example.findings);
	const stop = followRoute(definition.process, example.route, facts);
	return stop ? [fault(`${at}.route.${stop.at}`, `route-${stop.why}`, { name: stop.state })] : [];
}

/** Options of every choice, for rules that compare with them. */
export function optionsOf(definition: Definition): Map<string, Set<string>> {
	return new Map(
		everyField(definition).flatMap((field) =>
			field.kind === 'choice' && field.options
				? [[field.id, new Set(field.options.map(({ value }) => value))] as const]
				: [],
		),
	);
}
