import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { listOwners, readAssignment } from '#lib/renaksi-assign.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import { getPemda } from '#regions';
import { assignDocuments, getSchedule, listBatches, listTasks, plannedBy, undoAssignment } from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

type Params = { pemda: string; year: string };
const refOf = ({ pemda, year }: Params) => ({ pemda, year: readYear(year) });

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const officer = deskOfficerOf(locals);
	const ref = refOf(params);
	if (!plannedBy(officer).includes(ref.pemda)) throw new Refusal('forbidden', 'renaksi/not-yours');
	const tasks = (await listTasks(officer)).filter(
		({ pemda, year }) => pemda === ref.pemda && year === ref.year,
	);
	const schedule = await getSchedule(ref);
	if (!schedule) throw new Refusal('not-found', 'renaksi/no-such-plan');
	const { lang, t } = locals;
	const areas = Map.groupBy(tasks, ({ areaId }) => areaId);
	const at = now();
	return {
		...{ ...ref, schedule, done: url.searchParams.get('sudah') ?? '' },
		government: (await getPemda(ref.pemda)).name,
		owners: await listOwners(ref.pemda, t('renaksi.owner.whoever')),
		startsOn: dayOf(at),
		dueOn: schedule.lastDay,
		areas: [...areas].map(([id, some]) => ({
			id,
			name: some[0]?.areaName[lang] ?? id,
			free: some.filter(({ action }) => !action).length,
			documents: some.map(({ requirement, name, state, points, action, dueAt }) => ({
				...{ requirement, name: name[lang], state, points, dueAt },
				office: action?.officeName ?? '',
				post: action?.postTitle ?? '',
				target: action ? `${action.target} ${action.unit}` : '',
			})),
		})),
		batches: await listBatches(officer, ref),
	};
};

export const actions: Actions = {
	area: (event) =>
		act(event, async (form) => {
			const which = { area: textOf(form, 'area'), onlyFree: textOf(form, 'onlyFree') === 'on' };
			const one = { ...refOf(event.params), ...which, ...readAssignment(form) };
			const { count } = await assignDocuments(deskOfficerOf(event.locals), one);
			redirect(303, `${event.url.pathname}?sudah=${count}`);
		}),
	some: (event) =>
		act(event, async (form) => {
			const requirements = form.getAll('documents').filter((one) => typeof one === 'string');
			const one = { ...refOf(event.params), requirements, ...readAssignment(form) };
			const { count } = await assignDocuments(deskOfficerOf(event.locals), one);
			redirect(303, `${event.url.pathname}?sudah=${count}`);
		}),
	undo: (event) =>
		act(event, async (form) => {
			const batch = textOf(form, 'batch');
			await undoAssignment(deskOfficerOf(event.locals), { ...refOf(event.params), batch });
			redirect(303, `${event.url.pathname}?sudah=tarik`);
		}),
};
