import { error, redirect } from '@sveltejs/kit';
import {
	addDraftFile,
	answerPage,
	getDraft,
	inviteSignatories,
	mayOpen,
	type OpenDraft,
	removeDraftFile,
	removeRecord,
} from '#applications';
import { formatNumber } from '#casework';
import { act, textOf } from '#lib/act.ts';
import {
	fieldView,
	findKbli,
	findPlaces,
	nextPath,
	placeOf,
	recordViews,
	stepsPath,
} from '#lib/apply-view.ts';
import { type Choice, choicesOf, findsIn, givenBy } from '#lib/asked-finds.ts';
import { findMaps, type PointMap, takePress } from '#lib/point-map.ts';
import { filesOf } from '#lib/uploads.ts';
import { config } from '#platform/config';
import { findScanState } from '#platform/media';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const open = await getDraft(locals.actor, params.draft);
	const { draft, definition, form } = open;
	const base = stepsPath(draft);
	if (draft.sent) redirect(303, `/akun/permohonan/${formatNumber(draft.sent.number)}`);
	const step = form.steps.find(({ id }) => id === params.step);
	if (!step) error(404);
	if (!mayOpen(form, step.id)) redirect(303, nextPath(open, undefined));
	return {
		base,
		step: step.id,
		service: definition.title[locals.lang],
		title: step.title[locals.lang],
		place: placeOf(open, step.id),
		change: url.searchParams.has('ubah') ? '&ubah' : '',
		reason: reasonsFor(open, step),
		seq: draft.seq,
		...(await viewOf(open, step, locals)),
	};
};

type Step = OpenDraft['form']['steps'][number];

/** What an officer said of what is on this page. */
function reasonsFor({ draft }: OpenDraft, step: Step): string[] {
	const names = step.kind === 'fields' ? step.fields.map(({ field }) => field.id) : [];
	if (step.kind === 'group') names.push(step.group.field.id);
	return (draft.corrects?.items ?? []).flatMap(({ field, paper, reason }) =>
		(field && names.includes(field)) || (step.kind === 'paper' && paper === step.paper.id) ? [reason] : [],
	);
}

async function viewOf({ draft, signatures }: OpenDraft, step: Step, speaker: App.Locals) {
	if (step.kind === 'fields') {
		const fields = await Promise.all(step.fields.map((one) => fieldView(one, speaker, draft)));
		return { kind: 'fields' as const, fields };
	}
	if (step.kind === 'group') {
		const { field } = step.group;
		return {
			...{ kind: 'group' as const, hint: field.hint?.[speaker.lang], least: field.least, most: field.most },
			records: await recordViews(step.group, speaker),
		};
	}
	if (step.kind === 'signing') {
		const signers = signatures.map(({ name, email, agreedAt }) => ({ name, email, agreedAt }));
		return { kind: 'signing' as const, signers, signed: step.done };
	}
	const { limits, files, paper } = step;
	return {
		...{ kind: 'paper' as const, note: paper.note?.[speaker.lang], most: limits.most, types: limits.types },
		mostMb: Math.floor(config.uploadMaxBytes / 1e6),
		files: await Promise.all(
			files.map(async ({ id, name, sizeBytes, sha256, unscannable }) => ({
				...{ id, name, sizeKb: Math.ceil(sizeBytes / 1000), unscannable },
				pending: (await findScanState(sha256)) === 'pending',
			})),
		),
	};
}

async function goOn(event: Parameters<Actions['save'] & object>[0]): Promise<never> {
	const open = await getDraft(event.locals.actor, event.params['draft'] ?? '');
	redirect(
		303,
		nextPath(
			open,
			open.form.steps.find(({ id }) => id === event.params['step']),
		),
	);
}

export const actions = {
	save: async (event) => {
		const { locals, params } = event;
		const found: Record<string, Choice[]> = {};
		const maps: Record<string, PointMap[]> = {};
		const result = await act(event, async (form) => {
			const open = await getDraft(locals.actor, params.draft);
			const step = open.form.steps.find(({ id }) => id === params.step);
			const fields = step?.kind === 'fields' ? step.fields : [];
			const isPressed = await takePress(fields, form);
			await findMaps(fields, form, maps);
			const find = { region: findPlaces, kbli: (typed: string) => findKbli(typed, locals.lang) };
			const finds = await findsIn(fields, form, find);
			Object.assign(found, choicesOf(finds));
			await answerPage(locals.actor, params.draft, params.step, givenBy(form, finds));
			if (isPressed) redirect(303, `${stepsPath(open.draft)}/${params.step}#peta`);
			return goOn(event);
		});
		return Object.assign(result, { data: { ...result.data, found, maps } });
	},
	remove: (event) =>
		act(event, async (form) => {
			const { draft, step } = event.params;
			const [at, seen] = [Number(textOf(form, 'at')), Number(textOf(form, 'seq'))];
			await removeRecord(event.locals.actor, draft, { stepId: step, at, seen });
		}),
	upload: (event) =>
		act(event, async (form) => {
			const { draft, step } = event.params;
			const files = await Promise.all(
				filesOf(form, 'files').map(async (file) => ({
					...{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
				})),
			);
			if (files.length > 0) {
				await addDraftFile(event.locals.actor, draft, { paper: step.replace(/^berkas\./, ''), files });
			}
			if (form.has('stay')) return;
			await goOn(event);
		}),
	drop: (event) =>
		act(event, (form) => removeDraftFile(event.locals.actor, event.params.draft, textOf(form, 'file'))),
	invite: (event) =>
		act(event, async () => ({ invited: await inviteSignatories(event.locals.actor, event.params.draft) })),
} satisfies Actions;
