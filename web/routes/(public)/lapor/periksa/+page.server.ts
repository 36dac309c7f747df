import { redirect } from '@sveltejs/kit';
import { act } from '#lib/act.ts';
import { openDraft, pathOf, stepsOf } from '#lib/draft.ts';
import { findRegion, findSubject, listAncestors } from '#regions';
import { routeReport, sendDraft } from '#reports';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const { answers } = draft;
	const { lang } = event.locals;
	const missing = await firstMissing(draft);
	if (missing) redirect(303, missing);
	const subject = await findSubject(answers.subject ?? '');
	const region = answers.region ? await findRegion(answers.region) : undefined;
	const above = region ? await listAncestors(region.code) : [];
	const route = await routeReport({
		subject: answers.subject ?? '',
		region: answers.region ?? null,
		assetClass: answers.assetClass ?? null,
	});
	return {
		answers,
		subject: subject?.name[lang] ?? '',
		where: region ? [region, ...above].map((one) => one.officialName).join(', ') : null,
		asset: subject?.assetClasses.find(({ code }) => code === answers.assetClass)?.name[lang] ?? null,
		asksAsset: (subject?.assetClasses.length ?? 0) > 0,
		files: draft.files.length,
		placed: draft.files.some((file) => file.lat !== undefined || file.takenAt !== undefined),
		office: route.officeName,
		token: draft.id,
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const draft = await openDraft(event);
			const useFilePlace = form.get('useFilePlace') === 'on';
			await sendDraft(event.locals.actor, draft, { lang: event.locals.lang, useFilePlace });
			redirect(303, '/lapor/terkirim');
		}),
};

/** The first question without an answer: nobody is sent to an error for a page they did not see. */
async function firstMissing(draft: Awaited<ReturnType<typeof openDraft>>): Promise<string | undefined> {
	const { answers } = draft;
	const given: Partial<Record<string, boolean>> = {
		teks: answers.text !== undefined,
		jenis: answers.class !== undefined,
		topik: answers.subject !== undefined,
		tempat: answers.region !== undefined,
		identitas: answers.privacy !== undefined,
	};
	const step = (await stepsOf(draft)).find((one) => given[one] === false);
	return step && pathOf(step);
}
