import { type Answers, answersReadBy, type Rule } from '#rules';
import type { Definition, Group, Leaf } from '#services';
import type { CorrectionItem, DraftFile } from './draft.ts';
import type { Form, Step } from './steps.ts';

type Editable = { fields: Set<string>; papers: Set<string> };

/**
 * What may be changed when these items were named: they, and whatever depends on them: fields, pages and papers whose
 * conditions read one of them, and so on.
 */
export function editableOf(definition: Definition, items: CorrectionItem[]): Editable {
	const fields = new Set(items.flatMap(({ field }) => (field ? [field] : [])));
	const papers = new Set(items.flatMap(({ paper }) => (paper ? [paper] : [])));
	const reads = (rule: Rule | undefined) =>
		rule !== undefined && [...answersReadBy(rule, definition.named)].some((name) => fields.has(name));
	for (let before = -1; before !== fields.size; ) {
		before = fields.size;
		for (const { field, within } of fieldsOf(definition)) {
			if (rulesOf(field).some(reads) || reads(within)) fields.add(field.id);
		}
	}
	for (const { id, when } of definition.papers) if (reads(when)) papers.add(id);
	return { fields, papers };
}

/** Answers that were given, and of all else that it was left empty: as the form stood when it was sent. */
export function withGaps(definition: Definition, answers: Answers): Answers {
	const empty = fieldsOf(definition).map(
		({ field }) => [field.id, field.kind === 'group' ? [] : null] as const,
	);
	return { ...Object.fromEntries(empty), ...answers };
}

function fieldsOf({ questions, process }: Definition): { field: Leaf | Group; within: Rule | undefined }[] {
	const asked = questions.map((one): Leaf => ({ ...one, privacy: 'plain' }));
	return [
		...asked.map((field) => ({ field, within: undefined })),
		...(process?.pages ?? []).flatMap(({ fields, when }) => fields.map((field) => ({ field, within: when }))),
	];
}

function rulesOf(field: Leaf | Group): (Rule | undefined)[] {
	if (field.kind !== 'group') return [field.when, field.required];
	return [field.when, ...field.fields.flatMap(({ when, required }) => [when, required])];
}

/** The pages of a correction: only those with something that may be changed, and in them only that. */
export function editableSteps(definition: Definition, form: Form, items: CorrectionItem[]): Step[] {
	const { fields, papers } = editableOf(definition, items);
	return form.steps.flatMap((step): Step[] => {
		if (step.kind === 'signing') return [step];
		if (step.kind === 'paper') return papers.has(step.paper.id) ? [step] : [];
		if (step.kind === 'group') return fields.has(step.group.field.id) ? [step] : [];
		const mine = step.fields.filter(({ field }) => fields.has(field.id));
		return mine.length > 0 ? [{ ...step, fields: mine }] : [];
	});
}

/** What a correction makes of an application: named fields and papers from the draft, all else as it stood. */
export function correctedBy(
	definition: Definition,
	items: CorrectionItem[],
	before: { answers: Answers; files: DraftFile[] },
	draft: { answers: Answers; files: DraftFile[] },
): { answers: Answers; files: DraftFile[] } {
	const { fields, papers } = editableOf(definition, items);
	const kept = Object.entries(before.answers).filter(([id]) => !fields.has(id));
	const changed = Object.entries(draft.answers).filter(([id]) => fields.has(id));
	return {
		answers: Object.fromEntries([...kept, ...changed]),
		files: [
			...before.files.filter(({ paper }) => !papers.has(paper)),
			...draft.files.filter(({ paper }) => papers.has(paper)),
		],
	};
}
