import type { Fields } from '#rules';
import type { Definition } from '../definition.ts';
import type { Group, Leaf, Process } from '../process.ts';
import { type Fault, fault } from './fault.ts';
import type { Graph } from './graph.ts';
import { kindsOf, pageFieldsOf } from './known-fields.ts';
import { isNever, lintRule, type Options, type RuleScope } from './lint-rule.ts';

/** Each rule over what is known where it stands: pages and fields over those before, guards and documents over findings. */
export function lintProcessRules(
	definition: Definition,
	process: Process,
	graph: Graph,
	options: Options,
): Fault[] {
	const { named } = definition;
	const asked = kindsOf([...definition.questions, ...pageFieldsOf(definition)]);
	const foundBefore = (states: readonly string[]) => {
		const past = graph.past(states);
		return kindsOf(process.states.flatMap(({ id, findings }) => (past.has(id) ? (findings ?? []) : [])));
	};
	const scope = (fields: Fields): RuleScope => ({ fields, named, options });
	return [
		...lintPages(definition, process, scope),
		...process.states.flatMap(({ id, findings = [] }, index) =>
			lintAsked(
				findings,
				`process.states.${index}.findings`,
				{ ...asked, ...foundBefore(graph.into(id).flatMap(({ from }) => from)) },
				scope,
			),
		),
		...process.transitions.flatMap(({ guard, from }, index) =>
			lintRule(
				guard,
				`process.transitions.${index}.guard`,
				'boolean',
				scope({ ...asked, ...foundBefore(from) }),
			),
		),
		...process.transitions.flatMap(({ effects, from }, index) =>
			effects.includes('invoice')
				? lintBill(definition, index, { ...asked, ...foundBefore(from) }, scope)
				: [],
		),
		...process.outputs.flatMap((output, index) => {
			const issued = process.transitions.filter(({ effects }) => effects.includes(`issue:${output.id}`));
			const fields = { ...asked, ...foundBefore(issued.flatMap(({ from }) => from)) };
			return lintOutput(output, `process.outputs.${index}`, scope(fields));
		}),
		...lintSeries(process),
	];
}

type ScopeOf = (fields: Fields) => RuleScope;

function lintPages({ questions, named }: Definition, { pages }: Process, scope: ScopeOf): Fault[] {
	let before = kindsOf(questions);
	return pages.flatMap(({ id: name, when, fields }, index) => {
		const at = `process.pages.${index}`;
		const faults = [
			...lintRule(when, `${at}.when`, 'boolean', scope(before)),
			...(isNever(when, named) ? [fault(`${at}.when`, 'never-shown', { name })] : []),
			...lintAsked(fields, `${at}.fields`, before, scope),
		];
		before = { ...before, ...kindsOf(fields) };
		return faults;
	});
}

/** Conditions of fields, each over those before it. */
function lintAsked(fields: readonly (Leaf | Group)[], at: string, known: Fields, scope: ScopeOf): Fault[] {
	let before = known;
	return fields.flatMap((field, index) => {
		const here = `${at}.${index}`;
		const faults = [
			...lintRule(field.when, `${here}.when`, 'boolean', scope(before)),
			...(isNever(field.when, scope(before).named)
				? [fault(`${here}.when`, 'never-shown', { name: field.id })]
				: []),
			...(field.kind === 'group'
				? lintAsked(field.fields, `${here}.fields`, before, scope)
				: lintRule(field.required, `${here}.required`, 'boolean', scope(before))),
		];
		before = { ...before, ...kindsOf([field]) };
		return faults;
	});
}

/** What is billed must be known by then: fees may rest on findings of states that lie before. */
function lintBill({ fees }: Definition, index: number, fields: Fields, scope: ScopeOf): Fault[] {
	const faults = fees.flatMap(({ when, amount }) => [
		...lintRule(when, '', 'boolean', scope(fields)),
		...lintRule(amount, '', 'number', scope(fields)),
	]);
	const names = faults.flatMap(({ code, params }) =>
		code === 'unknown-field' ? [String(params['name'])] : [],
	);
	return [...new Set(names)].map((name) =>
		fault(`process.transitions.${index}.effects`, 'billed-before-found', { name }),
	);
}

const numberPlaces = ['{seq}', '{office}', '{pemda}', '{month}', '{roman}', '{year}'];

function lintOutput(output: Process['outputs'][number], at: string, scope: RuleScope): Fault[] {
	const { body, lines, number, renewal, valid } = output;
	const strangers = (['id', 'en'] as const).flatMap((lang) =>
		placesOf(body[lang]).flatMap((name) => {
			const kind = Object.hasOwn(scope.fields, name) ? scope.fields[name] : undefined;
			return kind === undefined || typeof kind === 'object'
				? [fault(`${at}.body.${lang}`, 'no-such-place', { name })]
				: [];
		}),
	);
	const isSame = placesOf(body.id).sort().join() === placesOf(body.en).sort().join();
	return [
		...strangers,
		...(isSame ? [] : [fault(`${at}.body`, 'places-differ')]),
		...lines.flatMap(({ value }, index) => lintRule(value, `${at}.lines.${index}.value`, 'shown', scope)),
		...(number.match(/\{[^}]*\}/g) ?? []).flatMap((name) =>
			numberPlaces.includes(name) || /^\{seq:\d\}$/.test(name)
				? []
				: [fault(`${at}.number`, 'no-such-number-place', { name })],
		),
		...(renewal && !valid ? [fault(`${at}.renewal`, 'renewal-without-end')] : []),
	];
}

function placesOf(text: string): string[] {
	return [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''))];
}

/** One series has one pattern: else its numbers would not be told apart. */
function lintSeries({ outputs }: Process): Fault[] {
	return outputs.flatMap(({ series: name, number }, index) => {
		const first = outputs.find((one) => one.series === name);
		return first && first.number !== number
			? [fault(`process.outputs.${index}.number`, 'series-of-two', { name })]
			: [];
	});
}
