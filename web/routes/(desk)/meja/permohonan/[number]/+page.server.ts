import { type RequestEvent, redirect } from '@sveltejs/kit';
import {
	type ApplicationRef,
	type CorrectionItem,
	cancelInspection,
	delegateOpinion,
	giveOpinion,
	planInspection,
	recuseOpinion,
	takeTransition,
} from '#applications';
import type { Officer } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { applicationOf, loadApplication, showAnswer } from '#lib/application-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { typedIn } from '#lib/typed-in.ts';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

const sayable = ['step', 'opinion', 'recuse', 'delegate', 'plan', 'cancel', 'record'];

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	...(await loadApplication(deskOfficerOf(locals), params.number, locals)),
	done: sayable.find((one) => one === url.searchParams.get('sudah')) ?? null,
	/** A form sent twice does one thing. */
	keys: { step: newId(), visit: newId() },
});

type Ref = ApplicationRef & { seenVersion?: number };

/** Runs one act of the officer on the application as they saw it; then shows it again, with a word about what was done. */
function onApplication(
	event: RequestEvent,
	done: string,
	run: (officer: Officer, ref: Ref, form: FormData) => Promise<unknown>,
) {
	return act<never>(event, async (form) => {
		const officer = deskOfficerOf(event.locals);
		const ref = await applicationOf(officer, event.params.number ?? '');
		const seen = Number(textOf(form, 'version'));
		await run(officer, { ...ref, ...(seen > 0 ? { seenVersion: seen } : {}) }, form);
		redirect(303, `/meja/permohonan/${event.params.number}?sudah=${done}`);
	});
}

/** What was ticked to be put right, each with the reason under it. */
function itemsIn(form: FormData): CorrectionItem[] {
	return form.getAll('correction').flatMap((value): CorrectionItem[] => {
		const [kind, id = ''] = String(value).split(':');
		const reason = textOf(form, `reason:${value}`);
		if (kind === 'field') return [{ field: id, reason }];
		return kind === 'paper' ? [{ paper: id, reason }] : [];
	});
}

function verdictIn(form: FormData): 'agree' | 'object' {
	const verdict = textOf(form, 'verdict');
	if (verdict === 'agree' || verdict === 'object') return verdict;
	throw new Refusal('invalid', 'applications/verdict-missing', {
		fields: { verdict: 'refusal.applications.verdict-missing' },
	});
}

/** A time of day in Medan, as the field gives it. */
function momentIn(form: FormData, name: string): Date {
	return new Date(`${textOf(form, name).slice(0, 16)}:00+07:00`);
}

export const actions: Actions = {
	step: (event) =>
		onApplication(event, 'step', async (officer, ref, form) => {
			const items = itemsIn(form);
			await takeTransition(officer, {
				...ref,
				transition: textOf(form, 'transition'),
				reason: textOf(form, 'reason'),
				checklist: form.getAll('checklist').map(String),
				findings: typedIn(form),
				...(items.length > 0 ? { correction: { items } } : {}),
				key: textOf(form, 'key').slice(0, 60) || newId(),
			});
		}),
	/** Never in an address: the page that answers the form shows it, once. */
	number: (event) =>
		act(event, async (form) => {
			const { number } = event.params;
			const asked = { number, field: textOf(form, 'field').slice(0, 100), reason: textOf(form, 'reason') };
			const whole = await showAnswer(deskOfficerOf(event.locals), asked, event.locals.lang);
			return { whole };
		}),
	opinion: (event) =>
		onApplication(event, 'opinion', (officer, ref, form) =>
			giveOpinion(officer, {
				...{ ...ref, opinionId: textOf(form, 'opinion') },
				...{ verdict: verdictIn(form), reason: textOf(form, 'reason') },
			}),
		),
	recuse: (event) =>
		onApplication(event, 'recuse', (officer, ref, form) =>
			recuseOpinion(officer, { ...ref, opinionId: textOf(form, 'opinion'), reason: textOf(form, 'reason') }),
		),
	delegate: (event) =>
		onApplication(event, 'delegate', (officer, ref, form) =>
			delegateOpinion(officer, {
				...{ ...ref, opinionId: textOf(form, 'opinion'), officeId: textOf(form, 'office') },
				reason: textOf(form, 'reason'),
			}),
		),
	plan: (event) =>
		onApplication(event, 'plan', (officer, ref, form) =>
			planInspection(officer, {
				...{ ...ref, inspectionId: textOf(form, 'key'), at: momentIn(form, 'at') },
				...{ place: textOf(form, 'place'), inspectorId: textOf(form, 'inspector') || null },
			}),
		),
	cancel: (event) =>
		onApplication(event, 'cancel', (officer, ref, form) =>
			cancelInspection(officer, {
				...ref,
				inspectionId: textOf(form, 'visit'),
				reason: textOf(form, 'reason'),
			}),
		),
};
