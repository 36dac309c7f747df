import { loadInbox } from '#lib/inbox-view.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	refused: event.url.searchParams.get('sudah') === 'refuse',
	inbox: await loadInbox(deskOfficerOf(event.locals), event),
});
