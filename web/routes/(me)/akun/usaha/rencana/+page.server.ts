import { listBundles, listKbli } from '#business';
import { titleOf } from '#lib/business-view.ts';
import { residentOf } from '#lib/resident.ts';
import { findRegion } from '#regions';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const plans = await listBundles(residentOf(locals));
	const classes = new Map((await listKbli(plans.map(({ kbli }) => kbli))).map((one) => [one.code, one]));
	return {
		plans: await Promise.all(
			plans.map(async ({ id, kbli, region, startedAt }) => {
				const found = classes.get(kbli);
				const place = (await findRegion(region))?.officialName ?? region;
				return { id, title: found ? titleOf(found, locals.lang) : kbli, place, startedAt };
			}),
		),
	};
};
