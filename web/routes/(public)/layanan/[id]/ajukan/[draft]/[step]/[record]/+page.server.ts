import { error, redirect } from '@sveltejs/kit';
import { getDraft, mayOpen, saveRecord } from '#applications';
import { act, textOf } from '#lib/act.ts';
import { fieldView, findKbli, findPlaces, nextPath, stepsPath } from '#lib/apply-view.ts';
import { type Choice, choicesOf, findsIn, givenBy } from '#lib/asked-finds.ts';
import type { Actions, PageServerLoad } from './$types';

/** One record of a repeating group: a new one, or the one at this place. */
export const load: PageServerLoad = async ({ params, locals }) => {
	const open = await getDraft(locals.actor, params.draft);
	const { draft, definition, form } = open;
	const step = form.steps.find(({ id }) => id === params.step);
	if (step?.kind !== 'group' || draft.sent) error(404);
	if (!mayOpen(form, step.id)) redirect(303, nextPath(open, undefined));
	const record = params.record === 'baru' ? step.group.blank : step.group.records[Number(params.record)];
	if (!record) error(404);
	return {
		base: stepsPath(draft),
		step: step.id,
		service: definition.title[locals.lang],
		title: step.title[locals.lang],
		isNew: params.record === 'baru',
		seq: draft.seq,
		fields: await Promise.all(record.map((one) => fieldView(one, locals))),
	};
};

export const actions = {
	default: async (event) => {
		const { locals, params } = event;
		const found: Record<string, Choice[]> = {};
		const result = await act(event, async (form) => {
			const { form: whole, draft } = await getDraft(locals.actor, params.draft);
			const step = whole.steps.find(({ id }) => id === params.step);
			if (step?.kind !== 'group') error(404);
			const fields = step.group.field.fields.map((field) => ({ field }));
			const find = { region: findPlaces, kbli: (typed: string) => findKbli(typed, locals.lang) };
			const finds = await findsIn(fields, form, find);
			Object.assign(found, choicesOf(finds));
			const at = params.record === 'baru' ? null : Number(params.record);
			const seen = Number(textOf(form, 'seq'));
			const record = { stepId: params.step, at, seen };
			await saveRecord(locals.actor, params.draft, record, givenBy(form, finds));
			redirect(303, `${stepsPath(draft)}/${params.step}`);
		});
		return Object.assign(result, { data: { ...result.data, found } });
	},
} satisfies Actions;
