import { redirect } from '@sveltejs/kit';
import { readLogout } from '#sso';
import type { PageServerLoad } from './$types';

/** An app asks that its person signs out here too. */
export const load: PageServerLoad = async ({ request, locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const step = await readLogout(request.headers.get('cookie') ?? '');
	if (!step) redirect(303, '/');
	const { actor } = locals;
	return { ...step, person: actor.kind === 'anonymous' ? null : actor.name };
};
