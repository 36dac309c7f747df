import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { mendPage, planPath, planRef, readMoment } from '#lib/renaksi-mend.ts';
import { correctScore, getScore } from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const asked = (name: string) => (url.searchParams.get(name) ?? '').trim();
	const [requirement, percent, from] = [asked('dokumen'), asked('persen'), asked('sejak')];
	const whole = requirement && percent && from;
	const countsFrom = readMoment(from);
	const mend = { kind: 'correct' as const, requirement, percent: Number(percent), countsFrom };
	const page = await mendPage(locals, params, whole ? mend : null);
	const { areas } = await getScore(planRef(params));
	return {
		...{ requirement, percent, from, settles: asked('bukti'), ...page },
		documents: areas.flatMap((area) =>
			documentsIn(area).map((one) => ({
				value: one.id,
				label: one.name[locals.lang],
				group: area.name[locals.lang],
			})),
		),
	};
};

type Part = Awaited<ReturnType<typeof getScore>>['areas'][number];
const documentsIn = (part: Part): Part[] =>
	part.parts.length === 0 ? [part] : part.parts.flatMap(documentsIn);

export const actions: Actions = {
	correct: (event) =>
		act(event, async (form) => {
			const [requirement, percent] = [textOf(form, 'requirement'), Number(textOf(form, 'percent'))];
			const [countsFrom, reason] = [readMoment(textOf(form, 'from')), textOf(form, 'reason')];
			const settles = textOf(form, 'settles') || undefined;
			const what = { requirement, percent, countsFrom, reason, settles };
			await correctScore(officerOf(event.locals), { ...planRef(event.params), ...what });
			redirect(303, planPath(event.params));
		}),
};
