import { redirect } from '@sveltejs/kit';
import { hasDesk } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { atOffice } from '#lib/office-choice.ts';
import { officerOf } from '#lib/officer.ts';
import { findPemda } from '#lib/renaksi-names.ts';
import { loadTasks } from '#lib/renaksi-tasks.ts';
import { readYear } from '#lib/renaksi-year.ts';
import { Refusal } from '#platform/refusal';
import {
	findDocumentName,
	isVerifier,
	listFrameworkYears,
	listPlans,
	listQueue,
	openPlan,
	plannedBy,
} from '#renaksi';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const officer = officerOf(locals);
	if (!hasDesk(officer) && !isVerifier(officer)) throw new Refusal('forbidden', 'identity/no-desk');
	const { lang } = locals;
	const { lines: queue, count } = await listQueue(officer, { pageSize: 10 });
	return {
		isVerifier: isVerifier(officer),
		waiting: count,
		hasDesk: hasDesk(officer),
		years: await listFrameworkYears(),
		plans: await Promise.all(
			plannedBy(officer).map(async (code) => ({
				...{ code, name: await findPemda(code) },
				open: (await listPlans(code)).filter(({ closedAt }) => closedAt === null).map(({ year }) => year),
			})),
		),
		sent: url.searchParams.get('sudah') === 'serahkan',
		tasks: hasDesk(officer) ? await loadTasks(atOffice(officer, cookies), { url, lang }) : null,
		queue: await Promise.all(
			queue.map(async ({ id, pemda, year, requirement, at, officeName }) => ({
				...{ id, pemda, year, at, officeName },
				who: await findPemda(pemda),
				name: (await findDocumentName({ pemda, year, requirement }))[lang],
			})),
		),
	};
};

export const actions: Actions = {
	open: (event) =>
		act(event, async (form) => {
			const pemda = textOf(form, 'pemda');
			await openPlan(officerOf(event.locals), { pemda, year: readYear(textOf(form, 'year')) });
			redirect(303, '/meja/renaksi');
		}),
};
