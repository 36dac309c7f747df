import { redirect } from '@sveltejs/kit';
import { answerGuide, startBundle } from '#business';
import { act, textOf } from '#lib/act.ts';
import { titleOf } from '#lib/business-view.ts';
import { keepGuide, readGuide } from '#lib/open-view.ts';
import { residentOf } from '#lib/resident.ts';
import { newId } from '#platform/ids';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	residentOf(locals);
	const given = keepGuide(url.searchParams);
	if (!given.has('kbli') || !given.has('wilayah') || !given.has('skala'))
		redirect(303, `/usaha/buka?${given}`);
	const { opening, answers, missing } = await readGuide(given);
	if (missing.length > 0) redirect(303, `/usaha/buka?${given}`);
	const { permits } = await answerGuide(opening, answers);
	const { lang } = locals;
	const named = (isHere: boolean) =>
		permits.filter(({ service }) => (service !== null) === isHere).map(({ title }) => title[lang]);
	return {
		title: titleOf(opening.kbli, lang),
		region: opening.region.name,
		given: [...given].map(([name, value]) => ({ name, value })),
		back: `/usaha/buka?${given}`,
		key: newId(),
		here: named(true),
		elsewhere: named(false),
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const resident = residentOf(event.locals);
			const given = keepGuide(form);
			const { answers } = await readGuide(given);
			const { bundleId } = await startBundle(resident, {
				...{ kbli: given.get('kbli') ?? '', region: given.get('wilayah') ?? '' },
				...{ scale: given.get('skala') ?? '', answers, key: textOf(form, 'key') },
			});
			redirect(303, `/akun/usaha/rencana/${bundleId}`);
		}),
};
