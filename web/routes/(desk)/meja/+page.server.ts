import { loadInbox } from '#lib/inbox-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	inbox: await loadInbox(deskOfficerOf(locals), url, locals.lang),
});
