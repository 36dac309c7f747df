import type { Answers, Facts, Value } from '#rules';
import type { Definition } from '../definition.ts';
import type { Group, Leaf } from '../process.ts';
import { fieldsFor, holds, inRecord, pagesOf } from './fields-for.ts';
import { readValue, type Wrong } from './read-value.ts';

/** A field's name in the form (`children.0.born`), the message that says what is wrong, and what it names. */
export type FieldError = { name: string; key: string; params: Wrong['params'] };
/** Answers by field; null where a field was left empty. What could not be read is not among them. */
export type ReadFields = { answers: Answers; errors: FieldError[] };
type Given = (name: string) => string | null;

/**
 * One page of a form as it was sent: each field read by its kind, with what is wrong where. Only fields that are asked
 * are read, over the answers of other pages and those before them on this one. Undefined for a page that is not there.
 */
export function readPage(
	definition: Definition,
	pageId: string,
	given: Given,
	before: { answers: Answers; today: string },
): ReadFields | undefined {
	const page = pagesOf(definition).find(({ id }) => id === pageId);
	if (!page) return undefined;
	const own = new Set(page.fields.map(({ id }) => id));
	const { answers } = fieldsFor(definition, before.answers, before.today);
	const others = Object.fromEntries(Object.entries(answers).filter(([id]) => !own.has(id)));
	const facts = { answers: others, today: before.today, named: definition.named };
	return holds(page.when, facts) ? readFields(page.fields, given, facts) : { answers: {}, errors: [] };
}

/** The same for any list of fields: what an officer finds in a state. */
export function readFields(fields: readonly (Leaf | Group)[], given: Given, facts: Facts): ReadFields {
	const read: Record<string, Value> = {};
	const errors: FieldError[] = [];
	for (const field of fields) {
		const seen = inRecord(facts, read);
		if (!holds(field.when, seen)) continue;
		const one =
			field.kind === 'group' ? readGroup(field, given, seen) : readLeaf(field, field.id, given, seen);
		errors.push(...one.errors);
		if (one.value !== undefined) read[field.id] = one.value;
	}
	return { answers: read, errors };
}

type ReadOne = { value: Value | undefined; errors: FieldError[] };

function readLeaf(field: Leaf, name: string, given: Given, facts: Facts): ReadOne {
	const typed = given(name)?.trim() ?? '';
	if (typed === '') {
		return { value: null, errors: holds(field.required, facts) ? [errorOf(name, 'missing')] : [] };
	}
	const read = readValue(field, typed);
	if ('value' in read) return { value: read.value, errors: [] };
	return { value: undefined, errors: [errorOf(name, read.wrong.code, read.wrong.params)] };
}

/** Records as `children.0.born`; one in which nothing was filled in is none. */
function readGroup(group: Group, given: Given, facts: Facts): ReadOne {
	const errors: FieldError[] = [];
	const records: Answers[] = [];
	// one more than fits, so that too many is said and not cut off
	for (let index = 0; index <= group.most; index++) {
		if (group.fields.every(({ id }) => !given(`${group.id}.${index}.${id}`)?.trim())) continue;
		const record: Record<string, Value> = {};
		for (const field of group.fields) {
			const seen = inRecord(facts, record);
			if (!holds(field.when, seen)) continue;
			const one = readLeaf(field, `${group.id}.${index}.${field.id}`, given, seen);
			errors.push(...one.errors);
			if (one.value !== undefined && one.value !== null) record[field.id] = one.value;
		}
		records.push(record);
	}
	const { least, most } = group;
	if (records.length < least) errors.unshift(errorOf(group.id, 'too-few', { least }));
	if (records.length > most) errors.unshift(errorOf(group.id, 'too-many', { most }));
	return { value: records.length > 0 ? records.slice(0, most) : null, errors };
}

function errorOf(name: string, code: string, params: Wrong['params'] = {}): FieldError {
	return { name, key: `services.field.${code}`, params };
}
