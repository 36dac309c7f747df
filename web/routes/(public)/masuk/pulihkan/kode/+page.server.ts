import { redirect } from '@sveltejs/kit';
import { comeBack, findTicket } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { codeTicketOf, forgetCodeTicket } from '#lib/code-ticket.ts';
import { keepSession } from '#lib/session.ts';
import { visitOf } from '#lib/visit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, url, request }) => {
	const to = await findTicket(codeTicketOf(cookies, url), 'recover');
	// After the code was used the answer to it is shown once, beside no ticket.
	if (!to && request.method === 'GET') redirect(303, '/masuk/pulihkan');
	return { to: to ?? '' };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { cookies, url } = event;
				const came = await comeBack(
					{ ticket: codeTicketOf(cookies, url), code: textOf(form, 'code') },
					visitOf(event),
				);
				forgetCodeTicket(cookies, url);
				if (!('session' in came)) return { begun: came };
				keepSession(cookies, url, came.session);
				redirect(303, '/akun/keamanan');
			},
			{ forget: ['code'] },
		),
};
