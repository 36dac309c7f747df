import { loadInbox } from '#lib/inbox-view.ts';
import { atOffice } from '#lib/office-choice.ts';
import { deskOfficerOf } from '#lib/officer.ts';
import { loadWorkload } from '#lib/renaksi-tasks.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const officer = deskOfficerOf(event.locals);
	const [inbox, work] = await Promise.all([
		loadInbox(officer, event),
		loadWorkload(atOffice(officer, event.cookies), event.locals.lang),
	]);
	return { refused: event.url.searchParams.get('sudah') === 'refuse', inbox, work };
};
