import { redirect } from '@sveltejs/kit';
import { listDrafts, partiesOf, startDraft } from '#applications';
import { act, textOf } from '#lib/act.ts';
import { stepsPath } from '#lib/apply-view.ts';
import { remember } from '#lib/choices.ts';
import { duration } from '#lib/service-view.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { listPemda } from '#regions';
import { type Definition, decide, findProvider, getService, questionsFor, readAnswers } from '#services';
import type { Actions, PageServerLoad } from './$types';

/** Before the first question: what it takes, for whom, and what is unfinished. Answers of the check come along. */
export const load: PageServerLoad = async ({ params, locals, url, cookies }) => {
	const { lang, t } = locals;
	const { definition } = await getService(params.id);
	if (!definition.process) throw new Refusal('conflict', 'applications/not-online');
	const parties = await partiesOf(locals.actor);
	const suited = parties.filter(({ kind }) =>
		definition.audience.includes(kind === 'person' ? 'resident' : 'business'),
	);
	const local = definition.provider.tier === 'regency';
	const region = url.searchParams.get('wilayah') ?? cookies.get('region') ?? '';
	const { answers } = readAnswers(definition, (name) => url.searchParams.get(name));
	const papers = papersFor(definition, answers);
	const drafts = (await listDrafts(locals.actor)).filter(({ serviceId }) => serviceId === params.id);
	return {
		id: definition.id,
		title: definition.title[lang],
		parties: suited.map(({ kind, id, name }) => ({
			value: id,
			label: kind === 'person' ? t('apply.party.self', { name: name || t('apply.party.me') }) : name,
		})),
		needsBusiness: !definition.audience.includes('resident'),
		region: (await findProvider(definition, region))?.pemda ?? '',
		regions: local
			? (await listPemda()).flatMap(({ code, name }) =>
					code.length > 2 ? [{ value: code, label: name }] : [],
				)
			: [],
		papers: papers.map(({ id, label, always }) => ({ id, label: label[lang], always })),
		duration: duration(definition.standard.duration, t),
		free: definition.fees.length === 0,
		level: definition.minimumLevel,
		carried: Object.keys(answers).length,
		drafts: drafts.map((draft) => ({
			...{ id: draft.id, path: stepsPath(draft), owner: draft.owner.name },
			...{ changedAt: draft.changedAt, endsAt: draft.endsAt },
		})),
	};
};

/** Exactly the papers that are asked once every question of the check is answered; else each that may be. */
function papersFor(definition: Definition, answers: ReturnType<typeof readAnswers>['answers']) {
	const today = dayOf(now());
	const asked = questionsFor(definition, answers, today);
	return asked.length > 0 && asked.every(({ id }) => Object.hasOwn(answers, id))
		? decide(definition, answers, today).papers.map((paper) => ({ ...paper, always: true }))
		: definition.papers.map((paper) => ({ ...paper, always: paper.when === undefined }));
}

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const { params, locals, url, cookies } = event;
			const { definition } = await getService(params.id);
			const region = textOf(form, 'region') || undefined;
			const draft = await startDraft(locals.actor, {
				serviceId: params.id,
				partyId: textOf(form, 'party') || undefined,
				region,
				answers: readAnswers(definition, (name) => url.searchParams.get(name)).answers,
			});
			if (region) remember(cookies, url, 'region', region);
			redirect(303, stepsPath(draft));
		}),
};
