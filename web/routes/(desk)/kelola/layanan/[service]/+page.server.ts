import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { drawStates } from '#lib/services-editor/draw-states.ts';
import { newProcess } from '#lib/services-editor/new-process.ts';
import { parts } from '#lib/services-editor/part-shapes.ts';
import { faultsAt, placeOf, seenIn } from '#lib/services-editor/seen.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import {
	type DraftFile,
	dropDraft,
	getDraft,
	publishDefinition,
	saveDraft,
	sendDraft,
	startSimulation,
	undoDraft,
} from '#services';
import type { Actions, PageServerLoad } from './$types';

const done = ['diajukan', 'dibatalkan', 'disimpan'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const draft = await getDraft(officerOf(locals), params.service);
	const { definition } = draft;
	const { process } = definition;
	return {
		...head(draft, locals.lang),
		beganAs: draft.beganAs,
		editedAt: draft.editedAt,
		sent: draft.sent,
		mayUndo: draft.mayUndo,
		mayPublish: draft.mayPublish && !draft.isOwn,
		isOwn: draft.isOwn,
		reach: draft.reach,
		use: draft.use,
		changes: draft.changes,
		faults: faultsAt(draft, '', locals.t).map((one) => ({ ...one, part: placeOf(one.at) })),
		parts: parts
			.filter((part) => !('inside' in part) || process)
			.map(({ name }) => ({ name, count: countOf(draft, name) })),
		diagram: process ? drawStates(process, locals.lang) : null,
		states: process?.states.map(({ id, label, kind, outcome, workingDays }) => ({
			...{ id, label: label[locals.lang], kind: outcome ?? kind, workingDays: workingDays ?? null },
			ways: process.transitions
				.filter(({ from }) => from.includes(id))
				.map((way) => ({
					label: way.label[locals.lang],
					to: process.states.find((one) => one.id === way.to)?.label[locals.lang] ?? way.to,
				})),
		})),
		simulation: draft.simulation && {
			...draft.simulation,
			isOld: draft.simulation.revision !== draft.revision,
		},
		today: dayOf(now()),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

function head({ id, serviceId, revision, definition }: DraftFile, lang: 'id' | 'en') {
	return { id, serviceId, revision, title: definition.title[lang] };
}

function countOf({ definition }: DraftFile, name: string): number | null {
	const list: unknown = Object(definition)[name] ?? Object(definition.process ?? {})[name];
	return Array.isArray(list) ? list.length : null;
}

export const actions: Actions = {
	undo: (event) =>
		act(event, async (form) => {
			await undoDraft(officerOf(event.locals), seenIn(form));
			redirect(303, `/kelola/layanan/${event.params.service}?dibatalkan`);
		}),
	drop: (event) =>
		act(event, async (form) => {
			await dropDraft(officerOf(event.locals), seenIn(form));
			redirect(303, '/kelola/layanan?dihapus');
		}),
	process: (event) =>
		act(event, async (form) => {
			const officer = officerOf(event.locals);
			const { definition } = await getDraft(officer, event.params.service);
			await saveDraft(officer, seenIn(form), { ...definition, process: newProcess() });
			redirect(303, `/kelola/layanan/${event.params.service}?disimpan`);
		}),
	simulate: (event) =>
		act(event, async (form) => {
			await startSimulation(officerOf(event.locals), seenIn(form));
			redirect(303, `/kelola/layanan/${event.params.service}#uji`);
		}),
	send: (event) =>
		act(event, async (form) => {
			await sendDraft(officerOf(event.locals), seenIn(form), policyIn(form));
			redirect(303, `/kelola/layanan/${event.params.service}?diajukan`);
		}),
	publish: (event) =>
		act(event, async (form) => {
			await publishDefinition(officerOf(event.locals), seenIn(form));
			redirect(303, '/kelola/layanan?terbit');
		}),
};

function policyIn(form: FormData): object {
	const [drafts, running] = [textOf(form, 'drafts'), textOf(form, 'running')];
	const basis = { text: textOf(form, 'running.basis'), certain: form.has('certain') };
	return {
		drafts: drafts === 'finish' ? { way: drafts, by: textOf(form, 'drafts.by') } : { way: drafts },
		running: running === 'forced' ? { way: running, basis } : { way: running },
	};
}
