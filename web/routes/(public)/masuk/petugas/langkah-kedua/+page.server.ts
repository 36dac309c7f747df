import { redirect } from '@sveltejs/kit';
import { finishSignIn, readTicket } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { enterWith } from '#lib/enter.ts';
import { deskOf } from '#lib/officer.ts';
import { forgetTicket, ticketOf } from '#lib/second-step.ts';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	if (locals.actor.kind === 'officer') redirect(303, deskOf(locals.actor));
	const back = url.searchParams.get('kembali') ?? '';
	try {
		await readTicket(ticketOf(cookies, url));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		redirect(303, `/masuk/petugas?${new URLSearchParams({ kembali: back })}`);
	}
	return { back };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { origin } = event.locals.actor;
				const device = event.request.headers.get('user-agent') ?? '';
				const ticket = ticketOf(event.cookies, event.url);
				const session = await finishSignIn({ ticket, code: textOf(form, 'code') }, { origin, device });
				forgetTicket(event.cookies, event.url);
				return enterWith(event, session, textOf(form, 'back'));
			},
			{ forget: ['code'] },
		),
};
