import { redirect } from '@sveltejs/kit';
import { askToEnter, enterWithPasskey, signOut } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { ownPath } from '#lib/choices.ts';
import { keepCodeTicket } from '#lib/code-ticket.ts';
import { reach } from '#lib/reach.ts';
import { keepSession } from '#lib/session.ts';
import { answerOf, visitOf } from '#lib/visit.ts';
import { isMailOn } from '#platform/mail';
import { isSmsOn } from '#platform/sms';
import { listOffered } from '#sso';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const back = url.searchParams.get('kembali') ?? '';
	if (locals.actor.kind === 'resident') redirect(303, ownPath(back) === '/' ? '/akun' : ownPath(back));
	return { back, mail: isMailOn(), sms: isSmsOn(), reach: reach(), offered: await listOffered('resident') };
};

export const actions: Actions = {
	code: (event) =>
		act(event, async (form) => {
			const asked = await askToEnter(textOf(form, 'contact'), {
				lang: event.locals.lang,
				visit: visitOf(event),
			});
			keepCodeTicket(event.cookies, event.url, asked);
			redirect(303, `/masuk/kode?${new URLSearchParams({ kembali: textOf(form, 'back') })}`);
		}),
	passkey: (event) =>
		act(
			event,
			async (form) => {
				const { kind, ...session } = await enterWithPasskey(answerOf(form), visitOf(event));
				if (event.locals.actor.kind !== 'anonymous') await signOut(event.locals.actor);
				keepSession(event.cookies, event.url, session);
				const back = ownPath(textOf(form, 'back'));
				redirect(303, back === '/' ? (kind === 'officer' ? '/meja' : '/akun') : back);
			},
			{ forget: ['answer'] },
		),
};
