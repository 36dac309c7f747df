import { redirect } from '@sveltejs/kit';
import { askToComeBack } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { keepCodeTicket } from '#lib/code-ticket.ts';
import { reach } from '#lib/reach.ts';
import { visitOf } from '#lib/visit.ts';
import { isMailOn } from '#platform/mail';
import { isSmsOn } from '#platform/sms';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ on: isMailOn() || isSmsOn(), reach: reach() });

export const actions: Actions = {
	default: (event) =>
		act(event, async (form) => {
			const typed = { lost: textOf(form, 'lost'), contact: textOf(form, 'contact') };
			const asked = await askToComeBack(typed, { lang: event.locals.lang, visit: visitOf(event) });
			keepCodeTicket(event.cookies, event.url, asked);
			redirect(303, '/masuk/pulihkan/kode');
		}),
};
