import { redirect } from '@sveltejs/kit';
import { dropDraft, firstOpen, getDraft, submitDraft } from '#applications';
import { formatNumber as formatCaseNumber } from '#casework';
import { act } from '#lib/act.ts';
import { nextPath, recordViews, shownValue, stepsPath } from '#lib/apply-view.ts';
import { chargeViews } from '#lib/charge-view.ts';
import { promiseDay } from '#lib/promise-day.ts';
import { findProvider } from '#services';
import type { Actions, PageServerLoad } from './$types';

/** Check your answers: everything that is sent, with a way back to each, what it costs and when it is decided. */
export const load: PageServerLoad = async ({ params, locals }) => {
	const open = await getDraft(locals.actor, params.draft);
	const { draft, definition, form } = open;
	const { lang } = locals;
	if (draft.sent) redirect(303, `/akun/permohonan/${formatCaseNumber(draft.sent.number)}`);
	const next = firstOpen(form);
	if (next && !draft.corrects) redirect(303, nextPath(open, undefined));
	const base = stepsPath(draft);
	const office = await findProvider(definition, draft.region ?? undefined);
	const [state] = definition.process?.states ?? [];
	return {
		base,
		serviceId: draft.serviceId,
		title: definition.title[lang],
		owner: draft.owner.name,
		corrects: draft.corrects && {
			number: formatCaseNumber(draft.corrects.number),
			items: draft.corrects.items.map(({ reason }) => reason),
		},
		next: next ? `${base}/${next.id}` : null,
		sections: await Promise.all(
			form.steps.map(async (step) => ({
				...{ id: step.id, change: `${base}/${step.id}?ubah`, title: step.title[lang] },
				facts:
					step.kind === 'fields'
						? await Promise.all(
								step.fields.map(async ({ field, value }) => ({
									...{ label: field.label[lang], value: await shownValue(field, value, locals) },
								})),
							)
						: step.kind === 'paper'
							? [{ label: step.title[lang], value: step.files.map(({ name }) => name).join(', ') || '–' }]
							: [],
				records: step.kind === 'group' ? await recordViews(step.group, locals) : null,
				signed: step.kind === 'signing' ? step.done : null,
			})),
		),
		outcome: form.decision.outcome,
		against: form.decision.findings.flatMap(({ outcome, reason, basis }) =>
			outcome === 'eligible' ? [] : [{ reason: reason[lang], basis }],
		),
		charges: chargeViews(definition, form.decision, form.answers, locals),
		total: form.decision.total,
		office: office?.name ?? '',
		promise: office ? await promiseDay(definition, office.pemda) : null,
		happens: state ? { label: state.label[lang], next: state.next[lang] } : null,
	};
};

export const actions: Actions = {
	send: (event) =>
		act(event, async () => {
			const { locals, params } = event;
			const sent = await submitDraft(locals.actor, params.draft, { lang: locals.lang });
			const number = formatCaseNumber(sent.number);
			if (locals.actor.kind === 'officer') redirect(303, `/meja/loket?terkirim=${number}`);
			redirect(303, `/akun/permohonan/${number}?terkirim`);
		}),
	drop: (event) =>
		act(event, async () => {
			await dropDraft(event.locals.actor, event.params.draft);
			redirect(303, `/layanan/${event.params.id}`);
		}),
};
