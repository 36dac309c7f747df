import { type RequestEvent, redirect } from '@sveltejs/kit';
import { findOfficer, type NewSession, signOut } from '#identity';
import { ownPath } from './choices.ts';
import { deskOf } from './officer.ts';
import { keepSession } from './session.ts';

/** An officer's new session takes the place of the one this browser had, and leads to where they were going. */
export async function enterWith(event: RequestEvent, session: NewSession, back: string): Promise<never> {
	const { actor } = event.locals;
	if (actor.kind === 'officer') await signOut(actor);
	keepSession(event.cookies, event.url, session);
	const officer = await findOfficer(session.token, actor.origin);
	const path = ownPath(back);
	const isHeldBack = officer?.mustChangePassword || officer?.mustEnrol;
	redirect(303, !officer ? '/' : isHeldBack || path === '/' ? deskOf(officer) : path);
}
