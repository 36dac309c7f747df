import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/choices.ts';
import { keepWay } from '#lib/outside-ticket.ts';
import { beginOutside } from '#sso';
import type { PageServerLoad } from './$types';

/** On to another provider, and in by its word. */
export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
	const back = ownPath(url.searchParams.get('kembali') ?? '');
	const { address, ticket } = await beginOutside(locals.actor, { id: params.id, isLink: false, back });
	keepWay(cookies, url, ticket);
	redirect(303, address, { external: true });
};
