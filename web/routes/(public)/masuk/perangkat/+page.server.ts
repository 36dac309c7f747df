import { redirect } from '@sveltejs/kit';
import { act, textOf } from '#lib/act.ts';
import { Refusal } from '#platform/refusal';
import { decideDevice, findDevice } from '#sso';
import type { Actions, PageServerLoad } from './$types';

/** A device without a keyboard shows a code; whoever types it here lets the device in. */
export const load: PageServerLoad = ({ locals, url, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	if (locals.actor.kind === 'anonymous') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
	return {
		code: (url.searchParams.get('kode') ?? '').slice(0, 20),
		done: url.searchParams.get('selesai'),
		person: locals.actor.name,
	};
};

export const actions: Actions = {
	/** Shows what waits, before anything is given. */
	find: (event) =>
		act(event, async (form) => {
			const { app, scopes, code } = await findDevice(event.locals.actor, textOf(form, 'code'));
			return { found: { app: app.name, scopes, code } };
		}),
	allow: (event) =>
		act(event, async (form) => {
			await decideDevice(event.locals.actor, textOf(form, 'code'), true);
			redirect(303, '/masuk/perangkat?selesai=ya');
		}),
	refuse: (event) =>
		act(event, async (form) => {
			await decideDevice(event.locals.actor, textOf(form, 'code'), false);
			redirect(303, '/masuk/perangkat?selesai=tidak');
		}),
};
