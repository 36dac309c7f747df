import { type RequestEvent, redirect } from '@sveltejs/kit';
import { proofOf, signOut } from '#identity';
import { act } from '#lib/act.ts';
import { forgetSession } from '#lib/session.ts';
import { getPemda } from '#regions';
import { allow, readStep, refuse } from '#sso';
import type { Actions, PageServerLoad } from './$types';

/** Each step of signing in to another app: who, how sure, and what the app may know. */
export const load: PageServerLoad = async (event) => {
	const { params, locals, setHeaders } = event;
	setHeaders({ 'cache-control': 'no-store' });
	const step = await readStep(params.uid, browserOf(event));
	const { app, ...rest } = step;
	// The way on leads elsewhere: from an answer to a form a browser would not follow it there, from a page it does.
	if (step.step === 'go') setHeaders({ refresh: `0;url=${step.to}` });
	const { actor } = locals;
	return {
		...rest,
		app: { name: app.name, owner: (await getPemda(app.pemda)).name, forWhom: app.forWhom },
		here: event.url.pathname,
		person: actor.kind === 'anonymous' ? null : { name: actor.name, kind: actor.kind },
		proof: actor.kind === 'officer' && step.step === 'again' ? await proofOf(actor) : null,
	};
};

function browserOf({ request, locals }: RequestEvent) {
	return { cookie: request.headers.get('cookie') ?? '', actor: locals.actor };
}

export const actions: Actions = {
	/** The way on is shown as a page of its own, which leads there. */
	allow: (event) =>
		act(event, async () => {
			await allow(uidOf(event), browserOf(event));
			redirect(303, `${event.url.pathname}/lanjut`);
		}),
	refuse: (event) =>
		act(event, async () => {
			await refuse(uidOf(event), browserOf(event));
			redirect(303, `${event.url.pathname}/lanjut`);
		}),
	/** `act` takes the proof itself: what is left is to look again. */
	again: (event) => act(event, async () => redirect(303, event.url.pathname)),
	/** Somebody else signs in, or the same person anew. */
	other: (event) =>
		act(event, async (form) => {
			const { actor } = event.locals;
			if (actor.kind !== 'anonymous') await signOut(actor);
			forgetSession(event.cookies, event.url);
			const door = form.get('door') === 'officer' ? '/masuk/petugas' : '/masuk';
			redirect(303, `${door}?${new URLSearchParams({ kembali: event.url.pathname })}`);
		}),
};

function uidOf({ params }: RequestEvent): string {
	return params['uid'] ?? '';
}
