import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { keepSession } from '#lib/session.ts';
import { shortestPassword, startSession, useSetupToken } from '#identity';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ least: shortestPassword });

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { origin } = event.locals.actor;
				const input = { email: textOf(form, 'email'), name: textOf(form, 'name'), password: String(form.get('password') ?? '') };
				const { accountId } = await useSetupToken(event.params.token, input, origin);
				const device = event.request.headers.get('user-agent') ?? '';
				keepSession(event.cookies, event.url, await startSession(accountId, origin, device));
				redirect(303, '/kelola/petugas');
			},
			{ forget: ['password'] },
		),
};
