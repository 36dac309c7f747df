import { redirect } from '@sveltejs/kit';
import { enterWith } from '#lib/enter.ts';
import { takeWay } from '#lib/outside-ticket.ts';
import { keepTicket } from '#lib/second-step.ts';
import { keepSession } from '#lib/session.ts';
import { Refusal } from '#platform/refusal';
import { finishOutside } from '#sso';
import type { PageServerLoad } from './$types';

/** Back from another provider. */
export const load: PageServerLoad = async (event) => {
	const { params, url, locals, cookies, request } = event;
	const ticket = takeWay(cookies, url);
	const visit = { origin: locals.actor.origin, device: request.headers.get('user-agent') ?? '' };
	const came = await finishOutside(locals.actor, { id: params.id, address: url, ticket }, visit).catch(
		sayWhy,
	);
	if ('why' in came) return { why: locals.t(came.why) };
	if (came.kind === 'linked') redirect(303, came.back);
	if (came.forWhom === 'resident') {
		keepSession(cookies, url, came.entry);
		redirect(303, came.back === '/' ? '/akun' : came.back);
	}
	if (!came.entry.awaits) return enterWith(event, came.entry, came.back);
	keepTicket(cookies, url, came.entry);
	redirect(303, `/masuk/petugas/langkah-kedua?${new URLSearchParams({ kembali: came.back })}`);
};

/** A page that says what to do; the cookie is used up either way. */
function sayWhy(error: unknown): { why: string } {
	if (error instanceof Refusal) return { why: error.messageKey };
	throw error;
}
