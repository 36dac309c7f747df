import { type Privacy, privacies } from '#casework';
import type { Subject } from '#regions';
import { readMoment } from './moments.ts';
import { type Form, printable } from './read-form.ts';
import { type Attribute, attributesOf } from './services.ts';

export type Answers = {
	attributes: Record<string, string | string[]>;
	assetClass: string | null;
	/** Asked by the definition of sensitive services, understood with every one. */
	privacy: Privacy | undefined;
};

const named = /^attribute\[([^[\]]*)\](\[\d{0,3}\])?$/;

/**
 * `attribute[code]=value`, several times or with `[]` for a list, each checked by the service's definition. What is
 * wrong is noted in `wrong` by the name of the parameter; an attribute the definition does not have is wrong too, for
 * an answer must not be lost silently.
 */
export function readAttributes(form: Form, subject: Subject, wrong: Map<string, string>): Answers {
	const definition = attributesOf(subject, 'id');
	const given = givenAttributes(form);
	const attributes: Answers['attributes'] = {};
	for (const [code, values] of given) {
		const attribute = definition.find((one) => one.code === code);
		if (code === 'privacy') continue;
		const problem = attribute ? check(attribute, values) : 'refusal.open311.unknown-attribute';
		if (problem) wrong.set(`attribute[${printable(code)}]`, problem);
		else attributes[code] = attribute?.datatype === 'multivaluelist' ? values : (values[0] ?? '');
	}
	for (const { code, required } of definition) {
		if (required && !given.has(code)) wrong.set(`attribute[${code}]`, 'refusal.open311.attribute-missing');
	}
	const { asset_class: assetClass, ...rest } = attributes;
	return {
		attributes: rest,
		assetClass: typeof assetClass === 'string' ? assetClass : null,
		privacy: privacyOf(given.get('privacy'), wrong),
	};
}

function givenAttributes(form: Form): Map<string, string[]> {
	const given = new Map<string, string[]>();
	for (const [name, values] of form) {
		const [, code] = name.match(named) ?? [];
		const filled = values.filter((value) => value.trim() !== '');
		if (code !== undefined && filled.length > 0) given.set(code, [...(given.get(code) ?? []), ...filled]);
	}
	return given;
}

function privacyOf(values: string[] | undefined, wrong: Map<string, string>): Privacy | undefined {
	if (!values) return undefined;
	const known = privacies.find((one) => values.length === 1 && one === values[0]);
	if (!known) wrong.set('attribute[privacy]', 'refusal.open311.not-in-list');
	return known;
}

const longest = 500;
const mostValues = 30;

function check({ datatype, values }: Attribute, given: string[]): string | undefined {
	if (datatype === 'multivaluelist') {
		const isKnown = (value: string) => values?.some(({ key }) => key === value) ?? false;
		return given.length <= mostValues && given.every(isKnown) ? undefined : 'refusal.open311.not-in-list';
	}
	const [value = '', ...more] = new Set(given);
	if (more.length > 0) return 'refusal.open311.one-value';
	if (value.length > longest) return 'refusal.open311.attribute-too-long';
	if (datatype === 'string' && /[\r\n]/.test(value)) return 'refusal.open311.line-break';
	if (datatype === 'number' && !/^[+-]?\d{1,15}([.]\d{1,10})?$/.test(value.trim()))
		return 'refusal.open311.not-a-number';
	if (datatype === 'datetime' && !readMoment(value.trim())) return 'refusal.open311.not-a-moment';
	if (datatype === 'singlevaluelist' && !values?.some(({ key }) => key === value))
		return 'refusal.open311.not-in-list';
	return undefined;
}
