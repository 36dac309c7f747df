import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { changePassword, listSessions, revokeSession, shortestPassword } from '#identity';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	return {
		posts: officer.holdings.map(({ postId, postTitle, officeName, acting }) => ({ postId, postTitle, officeName, acting })),
		sessions: await listSessions(officer),
		here: officer.sessionId,
		least: shortestPassword,
		changed: url.searchParams.has('diganti'),
		mustChangePassword: officer.mustChangePassword,
	};
};

export const actions: Actions = {
	password: (event) =>
		act(
			event,
			async (form) => {
				const input = { present: String(form.get('present') ?? ''), password: String(form.get('password') ?? '') };
				await changePassword(officerOf(event.locals), input);
				redirect(303, '/meja/akun?diganti');
			},
			{ forget: ['present', 'password'] },
		),
	end: (event) =>
		act(event, async (form) => {
			const id = textOf(form, 'session');
			await revokeSession(officerOf(event.locals), id === 'others' ? 'others' : { only: id });
			redirect(303, '/meja/akun');
		}),
};
