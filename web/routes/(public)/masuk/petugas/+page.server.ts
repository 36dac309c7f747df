import { redirect } from '@sveltejs/kit';
import { findOfficer, signIn, signOut } from '#identity';
import { act, secretOf, textOf } from '#lib/act.ts';
import { ownPath } from '#lib/choices.ts';
import { deskOf } from '#lib/officer.ts';
import { keepSession } from '#lib/session.ts';
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
				const { actor } = event.locals;
				const { origin } = actor;
				const device = event.request.headers.get('user-agent') ?? '';
				const entry = { email: textOf(form, 'email'), password: secretOf(form, 'password') };
				const session = await signIn({ ...entry, origin, device });
				if (actor.kind === 'officer') await signOut(actor);
				keepSession(event.cookies, event.url, session);
				const officer = await findOfficer(session.token, origin);
				const back = ownPath(textOf(form, 'back'));
				redirect(303, !officer ? '/' : officer.mustChangePassword || back === '/' ? deskOf(officer) : back);
			},
			{ forget: ['password'] },
		),
};
