import { json } from '@sveltejs/kit';
import { askPasskey, askPasskeyAnew, offerPasskey } from '#identity';
import { Refusal } from '#platform/refusal';
import type { RequestHandler } from './$types';

/** What the browser asks a key to sign: to enter, to show one anew (`?lagi`), or to make one (`?tambah`). */
export const POST: RequestHandler = async ({ locals, url }) => {
	const { actor } = locals;
	const headers = { 'cache-control': 'no-store' };
	if (!url.searchParams.has('tambah') && !url.searchParams.has('lagi')) {
		return json(await askPasskey(actor.origin), { headers });
	}
	if (actor.kind === 'anonymous') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
	if (url.searchParams.has('lagi')) return json(await askPasskeyAnew(actor), { headers });
	return json(await offerPasskey(actor, actor.name ?? locals.t('account.mine')), { headers });
};
