import { redirect } from '@sveltejs/kit';
import { askToShowAnew, findTicket, isFresh, listPasskeys, proofOf, showAnew } from '#identity';
import { act, textOf } from '#lib/act.ts';
import { ownPath } from '#lib/choices.ts';
import { codeTicketOf, forgetCodeTicket, keepCodeTicket } from '#lib/code-ticket.ts';
import { residentOf } from '#lib/resident.ts';
import { keepSession } from '#lib/session.ts';
import { answerOf, visitOf } from '#lib/visit.ts';
import { Refusal } from '#platform/refusal';
import type { Actions, PageServerLoad } from './$types';

/** Shows a factor anew before a dangerous page, and goes back to it. */
export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const { actor } = locals;
	if (actor.kind === 'anonymous') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
	const back = ownPath(url.searchParams.get('kembali') ?? '');
	if (await isFresh(actor)) redirect(303, back);
	if (actor.kind === 'officer') return { proof: await proofOf(actor), to: null, keys: 0 };
	const [to, keys] = await Promise.all([
		findTicket(codeTicketOf(cookies, url), 'enter'),
		listPasskeys(actor),
	]);
	return { proof: null, to: to ?? null, keys: keys.length };
};

const backOf = (url: URL) => ownPath(url.searchParams.get('kembali') ?? '');

export const actions: Actions = {
	/** `act` takes an officer's proof itself: what is left is the way back. */
	officer: (event) =>
		act(event, async () => {
			const { actor } = event.locals;
			if (actor.kind !== 'officer') throw new Refusal('unauthenticated', 'identity/sign-in-needed');
			if (!(await isFresh(actor))) throw new Refusal('forbidden', 'identity/not-fresh');
			redirect(303, backOf(event.url));
		}),
	send: (event) =>
		act(event, async () => {
			const { cookies, url } = event;
			keepCodeTicket(cookies, url, await askToShowAnew(residentOf(event.locals), visitOf(event)));
			redirect(303, `/masuk/lagi?${new URLSearchParams({ kembali: backOf(url) })}`);
		}),
	code: (event) =>
		act(
			event,
			async (form) => {
				const { cookies, url } = event;
				const shown = { ticket: codeTicketOf(cookies, url), code: textOf(form, 'code') };
				keepSession(cookies, url, await showAnew(residentOf(event.locals), shown));
				forgetCodeTicket(cookies, url);
				redirect(303, backOf(url));
			},
			{ forget: ['code'] },
		),
	passkey: (event) =>
		act(
			event,
			async (form) => {
				const session = await showAnew(residentOf(event.locals), { passkey: answerOf(form) });
				keepSession(event.cookies, event.url, session);
				redirect(303, backOf(event.url));
			},
			{ forget: ['answer'] },
		),
};
