import { redirect } from '@sveltejs/kit';
import { keepDraft } from '#lib/draft.ts';
import { Refusal } from '#platform/refusal';
import { findDraft } from '#reports';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, cookies, url }) => {
	const draft = await findDraft(params.token);
	if (!draft) throw new Refusal('not-found', 'reports/no-such-draft');
	keepDraft(cookies, url, params.token);
	redirect(303, '/lapor/periksa');
};
