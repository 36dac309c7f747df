import { redirect } from '@sveltejs/kit';
import { checkSetupToken, shortestPassword, startSession, useSetupToken } from '#identity';
import { act, secretOf, textOf } from '#lib/act.ts';
import { keepSession } from '#lib/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	await checkSetupToken(params.token, locals.actor.origin);
	return { least: shortestPassword };
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			async (form) => {
				const { origin } = event.locals.actor;
				const person = { email: textOf(form, 'email'), name: textOf(form, 'name') };
				const input = { ...person, password: secretOf(form, 'password') };
				const { accountId } = await useSetupToken(event.params.token, input, origin);
				const device = event.request.headers.get('user-agent') ?? '';
				keepSession(
					event.cookies,
					event.url,
					await startSession(accountId, ['password'], { origin, device }),
				);
				redirect(303, '/kelola/petugas');
			},
			{ forget: ['password'] },
		),
};
