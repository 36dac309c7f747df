import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { verifyAddress } from '#lib/document-address.ts';
import { judgeFile } from '#lib/document-view.ts';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
	const typed = (url.searchParams.get('nomor') ?? '').trim().slice(0, 120);
	if (typed) redirect(303, verifyAddress(typed));
};

export const actions: Actions = {
	find: (event) =>
		act(event, async (form) => {
			const typed = textOf(form, 'nomor').slice(0, 120);
			if (!/[0-9a-z]/i.test(typed)) {
				throw new Refusal('invalid', 'documents/number-needed', {
					fields: { nomor: 'refusal.documents.number-needed' },
				});
			}
			redirect(303, verifyAddress(typed));
		}),
	file: (event) => act(event, async (form) => ({ judged: await judgeFile(form, event.locals.actor.origin) })),
};
