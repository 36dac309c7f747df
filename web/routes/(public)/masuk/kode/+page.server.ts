import { redirect } from '@sveltejs/kit';
import { enterWithCode, findTicket, signOut } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { ownPath } from '#lib/choices.ts';
import { codeTicketOf, forgetCodeTicket } from '#lib/code-ticket.ts';
import { keepSession } from '#lib/session.ts';
import { visitOf } from '#lib/visit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, url }) => {
	const to = await findTicket(codeTicketOf(cookies, url), 'enter');
	if (!to) redirect(303, '/masuk');
	return { to, back: url.searchParams.get('kembali') ?? '' };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { cookies, url, locals } = event;
				const shown = { ticket: codeTicketOf(cookies, url), code: textOf(form, 'code'), lang: locals.lang };
				const session = await enterWithCode(shown, visitOf(event));
				if (locals.actor.kind !== 'anonymous') await signOut(locals.actor);
				forgetCodeTicket(cookies, url);
				keepSession(cookies, url, session);
				const back = ownPath(textOf(form, 'back'));
				redirect(303, back === '/' ? '/akun' : back);
			},
			{ forget: ['code'] },
		),
};
