import { redirect } from '@sveltejs/kit';
import { formatNumber } from '#casework';
import { act } from '#lib/act.ts';
import { goOn, openDraft, placeInForm } from '#lib/draft.ts';
import { findRegion } from '#regions';
import { findSimilar } from '#reports';
import type { Actions, PageServerLoad } from './$types';

/** Only a question when there is something similar. */
export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	const { subject = '', region = null, lat = null, lon = null } = draft.answers;
	const similar = await findSimilar({ subject, region, lat, lon });
	if (similar.length === 0) redirect(303, '/lapor/periksa');
	return {
		place: await placeInForm(draft, 'serupa'),
		similar: await Promise.all(
			similar.map(async (row) => ({
				number: formatNumber(row.number),
				title: row.title ?? '',
				filedAt: row.filedAt,
				status: row.status,
				where: (await findRegion(row.region))?.officialName ?? '',
			})),
		),
	};
};

export const actions: Actions = {
	default: (event) => act(event, async () => goOn(event, await openDraft(event), 'serupa')),
};
