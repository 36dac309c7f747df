import { redirect } from '@sveltejs/kit';
import { signIn } from '#identity';
import { act, secretOf, textOf } from '#lib/act.ts';
import { enterWith } from '#lib/enter.ts';
import { deskOf } from '#lib/officer.ts';
import { keepTicket } from '#lib/second-step.ts';
import { listOffered } from '#sso';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.actor.kind === 'officer') redirect(303, deskOf(locals.actor));
	return { back: url.searchParams.get('kembali') ?? '', offered: await listOffered('officer') };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { origin } = event.locals.actor;
				const device = event.request.headers.get('user-agent') ?? '';
				const typed = { email: textOf(form, 'email'), password: secretOf(form, 'password') };
				const entry = await signIn({ ...typed, origin, device });
				const back = textOf(form, 'back');
				if (!entry.awaits) return enterWith(event, entry, back);
				keepTicket(event.cookies, event.url, entry);
				redirect(303, `/masuk/petugas/langkah-kedua?${new URLSearchParams({ kembali: back })}`);
			},
			{ forget: ['password'] },
		),
};
