import { redirect } from '@sveltejs/kit';
import { endLoan, lendDesk, listColleagues, listLoans, mayLend, readRules } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { officerOf } from '#lib/officer.ts';
import { now } from '#platform/clock';
import { dayOf } from '#platform/workdays';
import type { Actions, PageServerLoad } from './$types';

const done = ['dititipkan', 'dicabut'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const officer = officerOf(locals);
	const posts = officer.holdings.filter(mayLend);
	const asked = url.searchParams.get('meja');
	const post = posts.find(({ postId }) => postId === asked) ?? posts[0];
	const colleagues = post ? await listColleagues(officer, post) : [];
	return {
		posts: posts.map(({ postId, postTitle, officeName }) => ({
			value: postId,
			label: `${postTitle}, ${officeName}`,
		})),
		post: post && { pemda: post.pemda, postId: post.postId },
		colleagues: colleagues.map(({ accountId, name, post }) => ({
			value: accountId,
			label: `${name} (${post.title}, ${post.officeName})`,
		})),
		loans: (await listLoans(officer)).map(({ givenAt, revokedAt, ...loan }) => loan),
		days: (await readRules())['delegation-days'],
		today: dayOf(now()),
		done: done.find((what) => url.searchParams.has(what)),
	};
};

export const actions: Actions = {
	lend: (event) =>
		act(event, async (form) => {
			await lendDesk(officerOf(event.locals), {
				pemda: textOf(form, 'pemda'),
				postId: textOf(form, 'post'),
				receiverId: textOf(form, 'receiver'),
				from: textOf(form, 'from'),
				to: textOf(form, 'to'),
			});
			redirect(303, '/meja/akun/cuti?dititipkan');
		}),
	end: (event) =>
		act(event, async (form) => {
			await endLoan(officerOf(event.locals), { pemda: textOf(form, 'pemda'), id: textOf(form, '_form') });
			redirect(303, '/meja/akun/cuti?dicabut');
		}),
};
