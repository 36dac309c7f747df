import { redirect } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { formatNumber } from '#casework';
import { findOwnDraft, forgetDraft } from '#lib/draft.ts';
import { config } from '#platform/config';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies }) => {
	const draft = await findOwnDraft(cookies);
	if (!draft?.receipt) redirect(303, '/lapor');
	const number = formatNumber(draft.receipt.number);
	const address = `${config.publicOrigin}/lacak/${number}`;
	return {
		number,
		code: draft.receipt.code,
		address,
		qr: renderSVG(address, { border: 1 }),
		dueAt: new Date(draft.receipt.dueAt),
		office: draft.receipt.officeName,
	};
};

export const actions: Actions = {
	/** On a phone of others the receipt should not stay. */
	forget: ({ cookies }) => {
		forgetDraft(cookies);
		redirect(303, '/');
	},
};
