import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { ownPath } from '#lib/choices.ts';
import { deskOf } from '#lib/officer.ts';
import { keepSession } from '#lib/session.ts';
import { findActor, signIn } from '#identity';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor.kind === 'officer') redirect(303, deskOf(locals.actor));
	return { back: url.searchParams.get('kembali') ?? '' };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { origin } = event.locals.actor;
				const device = event.request.headers.get('user-agent') ?? '';
				const session = await signIn({ email: textOf(form, 'email'), password: String(form.get('password') ?? ''), origin, device });
				keepSession(event.cookies, event.url, session);
				const back = ownPath(textOf(form, 'back'));
				const officer = await findActor(session.token, origin);
				redirect(303, back !== '/' ? back : officer ? deskOf(officer) : '/');
			},
			{ forget: ['password'] },
		),
};
