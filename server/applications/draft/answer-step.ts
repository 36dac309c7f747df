import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { findNearest, findRegion } from '#regions';
import type { Answers, Facts, Value } from '#rules';
import { type FieldError, type Leaf, readFields } from '#services';
import { editableOf } from './editable.ts';
import { type OpenDraft, withOwnDraft } from './get-draft.ts';
import { endOfDraft } from './start-draft.ts';
import { knownOf, type Step } from './steps.ts';
import { mergeAnswers, replaceAnswer } from './store.ts';

export type Given = (name: string) => string | null;

/**
 * Keeps the answers to one page, each checked by its kind. Only what is asked on this page is read, whatever else was
 * sent. Refuses `applications/answers-wrong` with a sentence for each field, and `applications/no-such-step` for a page
 * that is not there or not reached yet.
 */
export async function answerPage(actor: Actor, id: string, stepId: string, given: Given): Promise<OpenDraft> {
	return withOwnDraft(
		actor,
		id,
		async (tx, open) => {
			const step = getStep(open, stepId);
			if (step.kind === 'group') {
				// an empty list is an answer: there are none
				const isEmpty = step.group.records.length === 0;
				if (step.group.records.length < step.group.field.least) throw wrong([tooFew(step.group.field)]);
				if (isEmpty) await mergeAnswers(tx, id, { [step.group.field.id]: [] }, change());
				return open;
			}
			if (step.kind !== 'fields') return open;
			const asked = leavesOf(step, open).filter((field) => !isGiven(field, open));
			const shown = new Set(step.fields.map(({ field }) => field.id));
			// one that these very answers bring up was not on the page: it is asked next
			const isSeen = (name: string) => shown.has(name) || given(name) !== null;
			const { answers, errors } = readFields(asked, given, factsOf(open, asked));
			const faults = errors.filter(({ name }) => isSeen(name));
			if (faults.length > 0) throw wrong(faults);
			await refuseUnknownPlaces(asked, answers);
			await mergeAnswers(
				tx,
				id,
				withGaps(
					asked.filter((one) => isSeen(one.id)),
					answers,
				),
				change(),
			);
			return open;
		},
		{ lock: true },
	);
}

/**
 * Adds a record to a repeating group, or changes the one at this place. `seen`: how often the form had been saved when
 * the person saw it; refuses `applications/draft-changed` where it was saved since, and what `answerPage` does.
 */
export async function saveRecord(
	actor: Actor,
	id: string,
	{ stepId, at, seen }: { stepId: string; at: number | null; seen: number },
	given: Given,
): Promise<void> {
	await withOwnDraft(actor, id, async (tx, open) => {
		const { field, records } = getGroup(open, stepId);
		if (at === null ? records.length >= field.most : !records[at]) {
			throw at === null ? wrong([tooMany(field)]) : new Refusal('not-found', 'applications/no-such-step');
		}
		const { answers, errors } = readFields(field.fields, given, factsOf(open, []));
		if (errors.length > 0) throw wrong(errors);
		await refuseUnknownPlaces(field.fields, answers);
		const kept = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null));
		const list = listOf(open, field.id);
		const value = at === null ? [...list, kept] : list.map((one, index) => (index === at ? kept : one));
		const saved = await replaceAnswer(tx, id, { field: field.id, value, seen }, change());
		if (!saved) throw new Refusal('conflict', 'applications/draft-changed');
	});
}

/** Takes a record out of a repeating group; refuses `applications/draft-changed` as `saveRecord` does. */
export async function removeRecord(
	actor: Actor,
	id: string,
	{ stepId, at, seen }: { stepId: string; at: number; seen: number },
): Promise<void> {
	await withOwnDraft(actor, id, async (tx, open) => {
		const { field } = getGroup(open, stepId);
		const value = listOf(open, field.id).filter((_, index) => index !== at);
		const saved = await replaceAnswer(tx, id, { field: field.id, value, seen }, change());
		if (!saved) throw new Refusal('conflict', 'applications/draft-changed');
	});
}

/** A page that is there and reached. */
export function getStep({ form, draft }: OpenDraft, stepId: string): Step {
	if (draft.sent) throw new Refusal('conflict', 'applications/draft-sent');
	const at = form.steps.findIndex(({ id }) => id === stepId);
	const step = form.steps[at];
	if (!step) throw new Refusal('not-found', 'applications/no-such-step');
	if (!form.steps.slice(0, at).every(({ done }) => done)) {
		throw new Refusal('conflict', 'applications/step-not-reached');
	}
	return step;
}

function getGroup(open: OpenDraft, stepId: string) {
	const step = getStep(open, stepId);
	if (step.kind !== 'group') throw new Refusal('not-found', 'applications/no-such-step');
	return step.group;
}

const listOf = ({ form }: OpenDraft, field: string): readonly Value[] => {
	const list = form.answers[field];
	return Array.isArray(list) ? list : [];
};

function change() {
	const at = now();
	return { at, endsAt: endOfDraft(at) };
}

/** All fields the page can have; of a correction those that may be changed. */
function leavesOf(step: Extract<Step, { kind: 'fields' }>, { definition, draft }: OpenDraft): Leaf[] {
	const page = definition.process?.pages.find((one) => `isi.${one.id}` === step.id);
	const leaves = page?.fields.flatMap((one) => (one.kind === 'group' ? [] : [one]));
	if (!leaves) return step.fields.map(({ field }) => field);
	if (!draft.corrects) return leaves;
	const { fields } = editableOf(definition, draft.corrects.items);
	return leaves.filter(({ id }) => fields.has(id));
}

/** Known, and not to be changed: nobody reads what was sent for it. */
function isGiven(field: Leaf, { draft }: OpenDraft): boolean {
	return field.prefill?.editable === false && knownOf(field, draft.known) !== undefined;
}

/** What rules of a page's fields see: what is asked elsewhere. */
function factsOf({ definition, form }: OpenDraft, besides: Leaf[]): Facts {
	const own = new Set(besides.map(({ id }) => id));
	const answers = Object.fromEntries(Object.entries(form.answers).filter(([id]) => !own.has(id)));
	return { answers, today: dayOf(now()), named: definition.named };
}

/** What was left empty is an answer too. */
function withGaps(asked: Leaf[], answers: Answers): Answers {
	return Object.fromEntries(asked.map(({ id }) => [id, answers[id] ?? null]));
}

/** Places that are not there, and points outside the province: mostly the two numbers in the wrong order. */
async function refuseUnknownPlaces(fields: readonly Leaf[], answers: Answers): Promise<void> {
	for (const { id, kind } of fields) {
		const value = answers[id];
		if (typeof value !== 'string') continue;
		if (kind === 'region' && !(await findRegion(value))) throw wrong([faultOf(id, 'not-a-region')]);
		if (kind === 'point' && !(await findNearest(...pairOf(value))))
			throw wrong([faultOf(id, 'point-outside')]);
	}
}

function pairOf(point: string): [number, number] {
	const [latitude, longitude] = point.split(',').map(Number);
	return [latitude ?? Number.NaN, longitude ?? Number.NaN];
}

const faultOf = (name: string, code: string): FieldError => ({
	name,
	key: `services.field.${code}`,
	params: {},
});
const tooFew = ({ id, least }: { id: string; least: number }): FieldError => ({
	...{ name: id, key: 'services.field.too-few', params: { least } },
});
const tooMany = ({ id, most }: { id: string; most: number }): FieldError => ({
	...{ name: id, key: 'services.field.too-many', params: { most } },
});

function wrong(errors: FieldError[]): Refusal {
	return new Refusal('invalid', 'applications/answers-wrong', {
		fields: Object.fromEntries(errors.map(({ name, key }) => [name, key])),
		params: Object.assign({}, ...errors.map(({ params }) => params)),
	});
}
