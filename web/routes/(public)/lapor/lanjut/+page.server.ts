import { draftToken, openDraft } from '#lib/draft.ts';
import { config } from '#platform/config';
import type { PageServerLoad } from './$types';

/** The link by which an unfinished report is taken up again, here or on another phone. */
export const load: PageServerLoad = async (event) => {
	const draft = await openDraft(event);
	return { address: `${config.publicOrigin}/lapor/lanjut/${draftToken(event.cookies)}`, until: draft.endsAt };
};
