import { type RequestEvent, redirect } from '@sveltejs/kit';
import { beginOutside, unlink } from '#sso';
import { act, textOf } from './act.ts';
import { keepWay } from './outside-ticket.ts';

/** The forms of a page that links an account with other providers: the same for residents and officers. */
export function providerActions(here: string) {
	return {
		/** The way there is shown as a page of its own: from a form's answer a browser would not follow it. */
		link: (event: RequestEvent) =>
			act(event, async (form) => {
				const id = textOf(form, 'provider');
				const { address, ticket } = await beginOutside(event.locals.actor, { id, isLink: true, back: here });
				keepWay(event.cookies, event.url, ticket);
				event.setHeaders({ 'cache-control': 'no-store', refresh: `0;url=${address}` });
				return { address };
			}),
		unlink: (event: RequestEvent) =>
			act(event, async (form) => {
				await unlink(event.locals.actor, textOf(form, 'link'));
				redirect(303, here);
			}),
	};
}
