import { type Language, translate } from '#platform/i18n';
import type { Answers } from '#rules';
import {
	type Decision,
	type Definition,
	decide,
	fieldsFor,
	questionsPage,
	type ShownForm,
	type ShownGroup,
	type ShownLeaf,
	type Words,
} from '#services';
import type { Draft, DraftFile, Known } from './draft.ts';

/** One page of the form. `done` is computed from what was answered, never from what a browser claims. */
export type Step = { id: string; done: boolean; title: Words } & (
	| { kind: 'fields'; fields: ShownLeaf[] }
	| { kind: 'group'; group: ShownGroup }
	| { kind: 'paper'; paper: Definition['papers'][number]; limits: Limits; files: DraftFile[] }
	| { kind: 'signing' }
);
export type Limits = { most: number; types: FileKind[]; unscannable: 'refuse' | 'flag' };
export type FileKind = 'pdf' | 'jpeg' | 'png';

export type Form = {
	steps: Step[];
	/** What counts: answers to what is asked. */
	answers: Answers;
	files: DraftFile[];
	decision: Decision;
};

const ownLimits: Limits = { most: 3, types: ['pdf', 'jpeg', 'png'], unscannable: 'flag' };
export const signingStep = 'tanda-tangan';
const signingTitle = (lang: Language) => translate(lang, 'apply.sign.title');

type Filled = Pick<Draft, 'answers' | 'files' | 'known'>;

/**
 * The form as it stands: which pages there are for these answers, in order, and which of them are done. A field the
 * platform knows and nobody may change is always what the platform knows. `signed`: all who must sign have. `today` is
 * a day of Asia/Jakarta.
 */
export function formOf(definition: Definition, draft: Filled, today: string, signed = false): Form {
	const given = withKnown(definition, draft.answers, draft.known);
	const shown = fieldsFor(definition, given, today);
	const decision = decide(definition, shown.answers, today);
	const papers = new Set(decision.papers.map(({ id }) => id));
	const files = draft.files.filter(({ paper }) => papers.has(paper));
	const steps = [
		...shown.pages.flatMap((page) => pageSteps(page, shown, given)),
		...decision.papers.map((paper): Step => paperStep(definition, paper, files)),
	];
	if (signersOf(definition, shown.answers).length > 0) {
		const title = { id: signingTitle('id'), en: signingTitle('en') };
		steps.push({ id: signingStep, kind: 'signing', title, done: signed });
	}
	return { steps, answers: shown.answers, files, decision };
}

/** The first page that is not done; undefined when all are. */
export function firstOpen({ steps }: Form): Step | undefined {
	return steps.find(({ done }) => !done);
}

/** Whether a page may be opened: all before it are done. Nobody skips one by its address. */
export function mayOpen({ steps }: Form, id: string): boolean {
	const at = steps.findIndex((step) => step.id === id);
	return at >= 0 && steps.slice(0, at).every(({ done }) => done);
}

/** Records of the group of signatories, each with where they are reached. */
export function signersOf(
	{ process }: Pick<Definition, 'process'>,
	answers: Answers,
): { record: string; name: string; email: string }[] {
	const group = process?.signatories;
	const field = process?.pages.flatMap(({ fields }) => fields).find(({ id }) => id === group);
	const records = group === undefined ? [] : answers[group];
	if (field?.kind !== 'group' || !Array.isArray(records)) return [];
	const emailField = field.fields.find(({ kind }) => kind === 'email')?.id ?? '';
	const nameField = field.fields.find(({ kind }) => kind === 'text')?.id ?? '';
	return records.flatMap((record) => {
		const email = String(record?.[emailField] ?? '').toLowerCase();
		return email ? [{ record: email, email, name: String(record?.[nameField] ?? email) }] : [];
	});
}

/** Answers with what the platform knows: in place of what was typed where nobody may change it, else where nothing was. */
export function withKnown(definition: Definition, answers: Answers, known: Known): Answers {
	const filled = { ...answers };
	for (const leaf of leavesOf(definition)) {
		const value = knownOf(leaf, known);
		if (value === undefined) continue;
		if (!leaf.prefill?.editable || !Object.hasOwn(filled, leaf.id)) filled[leaf.id] = value;
	}
	return filled;
}

/** What the platform knows for a field. */
export function knownOf({ prefill }: ShownLeaf['field'], known: Known): string | undefined {
	return prefill && known[prefill.from]?.[prefill.path];
}

function leavesOf({ process }: Definition): ShownLeaf['field'][] {
	return (process?.pages ?? []).flatMap(({ fields }) =>
		fields.flatMap((field) => (field.kind === 'group' ? [] : [field])),
	);
}

function pageSteps(page: ShownForm['pages'][number], form: ShownForm, given: Answers): Step[] {
	const isDone = (name: string) =>
		Object.hasOwn(given, name) &&
		!form.missing.some(
			(one) => one.page === page.id && (one.name === name || one.name.startsWith(`${name}.`)),
		);
	const leaves = page.fields.flatMap((one) => ('records' in one ? [] : [one]));
	const groups = page.fields.flatMap((one) => ('records' in one ? [one] : []));
	if (page.id === questionsPage) {
		return leaves.map((leaf) => ({
			...{ id: `${questionsPage}.${leaf.field.id}`, kind: 'fields', fields: [leaf] },
			...{ title: leaf.field.label, done: isDone(leaf.field.id) && leaf.value !== null },
		}));
	}
	const id = `isi.${page.id}`;
	const [first] = leaves;
	const title = page.title ?? first?.field.label ?? { id: page.id, en: page.id };
	const fields: Step[] = first
		? [{ id, kind: 'fields', fields: leaves, title, done: leaves.every(({ field }) => isDone(field.id)) }]
		: [];
	return [
		...fields,
		...groups.map((group): Step => {
			const name = group.field.id;
			return { id: `${id}.${name}`, kind: 'group', group, title: group.field.label, done: isDone(name) };
		}),
	];
}

function paperStep({ process }: Definition, paper: Definition['papers'][number], all: DraftFile[]): Step {
	const limits = process?.files.find((one) => one.paper === paper.id) ?? ownLimits;
	const files = all.filter((file) => file.paper === paper.id);
	return {
		id: `berkas.${paper.id}`,
		kind: 'paper',
		paper,
		limits,
		files,
		title: paper.label,
		done: files.length > 0,
	};
}
