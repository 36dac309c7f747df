import { redirect } from '@sveltejs/kit';
import {
	changePassword,
	chooseLanguage,
	getAccount,
	listFactors,
	listSessions,
	revokeSession,
	shortestPassword,
} from '#identity';
import { act, secretOf, textOf } from '#lib/act.ts';
import { remember } from '#lib/choices.ts';
import { deskOf, officerOf } from '#lib/officer.ts';
import type { Actions, PageServerLoad } from './$types';

const done = ['diganti', 'bahasa', 'ditutup'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const [account, sessions] = await Promise.all([getAccount(officer), listSessions(officer)]);
	return {
		account,
		posts: officer.holdings.map(({ postId, postTitle, officeName, acting, lentBy }) => ({
			...{
				key: `${postId} ${lentBy?.accountId}`,
				postTitle,
				officeName,
				acting,
				lentBy: lentBy?.name ?? null,
			},
		})),
		factors: await listFactors(officer),
		sessions,
		here: officer.sessionId,
		least: shortestPassword,
		done: done.find((what) => url.searchParams.has(what)),
		mustChangePassword: officer.mustChangePassword,
		work: deskOf(officer),
	};
};

export const actions: Actions = {
	password: (event) =>
		act(
			event,
			async (form) => {
				const input = { present: secretOf(form, 'present'), password: secretOf(form, 'password') };
				await changePassword(officerOf(event.locals), input);
				redirect(303, '/meja/akun?diganti');
			},
			{ forget: ['present', 'password'] },
		),
	language: (event) =>
		act(event, async (form) => {
			const lang = textOf(form, 'lang') === 'en' ? 'en' : 'id';
			await chooseLanguage(officerOf(event.locals), lang);
			remember(event.cookies, event.url, 'lang', null); // what was chosen on this device gives way
			redirect(303, '/meja/akun?bahasa');
		}),
	end: (event) =>
		act(event, async (form) => {
			const id = textOf(form, 'session');
			await revokeSession(officerOf(event.locals), id === 'others' ? 'others' : { only: id });
			redirect(303, '/meja/akun?ditutup');
		}),
};
