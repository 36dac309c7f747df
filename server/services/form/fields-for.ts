import { type Answers, evaluate, type Facts, type Value } from '#rules';
import type { Definition, Question, Words } from '../definition.ts';
import type { Group, Leaf } from '../process.ts';
import { fits } from './read-value.ts';

export type ShownLeaf = { field: Leaf; required: boolean; value: Value };
/** Of a repeating group: its fields for each record that is there, and for one more. */
export type ShownGroup = {
	field: Group;
	required: boolean;
	value: Value;
	records: ShownLeaf[][];
	blank: ShownLeaf[];
};
/** The page of the definition's own questions has no title of its own. */
export type ShownPage = { id: string; title: Words | undefined; fields: (ShownLeaf | ShownGroup)[] };
export type ShownForm = {
	pages: ShownPage[];
	/** What counts: answers to what is asked, of the right kind. Anything else is as if it had not been sent. */
	answers: Answers;
	/** What must still be answered: `children.0.born` is a field of a group's record. */
	missing: { page: string; name: string }[];
};

/** The page that asks the definition's questions, before its own pages. */
export const questionsPage = 'syarat';

/**
 * The form as it stands for some answers: pages and fields that are asked, which must be answered, and which answers
 * count. Each rule sees only what is asked before it. `today` is a day of Asia/Jakarta. Asks nobody's word: what a
 * client claims to have done is computed again.
 */
export function fieldsFor(definition: Definition, given: Answers, today: string): ShownForm {
	const answers: Record<string, Value> = {};
	const facts: Facts = { answers, today, named: definition.named };
	const missing: ShownForm['missing'] = [];
	const pages = pagesOf(definition).flatMap(({ id, title, when, fields }): ShownPage[] => {
		if (!holds(when, facts)) return [];
		const shown = fields.flatMap((field) => {
			if (!holds(field.when, facts)) return [];
			const one = field.kind === 'group' ? showGroup(field, given, facts) : showLeaf(field, given, facts);
			if (one.value !== null) answers[field.id] = one.value;
			for (const name of missingOf(one)) missing.push({ page: id, name });
			return [one];
		});
		return shown.length > 0 ? [{ id, title, fields: shown }] : [];
	});
	return { pages, answers, missing };
}

export type AskedPage = {
	id: string;
	title: Words | undefined;
	when?: Leaf['when'] | undefined;
	fields: (Leaf | Group)[];
};

/** Every page of a definition, its questions first. */
export function pagesOf({ questions, process }: Pick<Definition, 'questions' | 'process'>): AskedPage[] {
	const first = { id: questionsPage, title: undefined, fields: questions.map(leafOf) };
	return [...(questions.length > 0 ? [first] : []), ...(process?.pages ?? [])];
}

/** Whether it is asked: a condition that is not known does not hold. */
export function holds(rule: Leaf['when'], facts: Facts): boolean {
	return rule === undefined || evaluate(rule, facts) === true;
}

/** What a rule inside a record sees: its fields first. */
export function inRecord(facts: Facts, record: Answers): Facts {
	return { ...facts, answers: { ...facts.answers, ...record } };
}

function leafOf(question: Question): Leaf {
	return { ...question, privacy: 'plain' };
}

function showLeaf(field: Leaf, given: Answers, facts: Facts): ShownLeaf {
	const value = Object.hasOwn(given, field.id) ? (given[field.id] ?? null) : null;
	return {
		field,
		required: holds(field.required, facts),
		value: value !== null && fits(field, value) ? value : null,
	};
}

function showGroup(field: Group, given: Answers, facts: Facts): ShownGroup {
	const sent = Object.hasOwn(given, field.id) ? given[field.id] : null;
	const rows = Array.isArray(sent) ? sent.slice(0, field.most).filter(isRecord) : [];
	const records = rows.map((row) => showRecord(field, row, facts));
	const value = records.map((record) =>
		Object.fromEntries(record.flatMap((one) => (one.value === null ? [] : [[one.field.id, one.value]]))),
	);
	return {
		field,
		required: field.least > 0,
		value: value.length > 0 ? value : null,
		records,
		blank: showRecord(field, {}, facts),
	};
}

function showRecord({ fields }: Group, row: Answers, facts: Facts): ShownLeaf[] {
	const record: Record<string, Value> = {};
	return fields.flatMap((field) => {
		const inner = inRecord(facts, record);
		if (!holds(field.when, inner)) return [];
		const shown = showLeaf(field, row, inner);
		record[field.id] = shown.value;
		return [shown];
	});
}

function isRecord(value: Value): value is Answers {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missingOf(shown: ShownLeaf | ShownGroup): string[] {
	const { id } = shown.field;
	if (!('records' in shown)) return shown.required && shown.value === null ? [id] : [];
	if (shown.records.length < shown.field.least) return [id];
	return shown.records.flatMap((record, index) =>
		record.flatMap((one) => missingOf(one).map((name) => `${id}.${index}.${name}`)),
	);
}
