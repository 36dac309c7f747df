import { redirect } from '@sveltejs/kit';
import { addContact, findTicket } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { codeTicketOf, forgetCodeTicket } from '#lib/code-ticket.ts';
import { residentOf } from '#lib/resident.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, url }) => {
	const to = await findTicket(codeTicketOf(cookies, url), 'add-contact');
	if (!to) redirect(303, '/akun/keamanan');
	return { to };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { cookies, url, locals } = event;
				await addContact(residentOf(locals), {
					ticket: codeTicketOf(cookies, url),
					code: textOf(form, 'code'),
				});
				forgetCodeTicket(cookies, url);
				redirect(303, '/akun/keamanan?kontak');
			},
			{ forget: ['code'] },
		),
};
