import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { Session } from 'oidc-provider';
import { findActor, type Officer, type Resident, sessionCookie } from '#identity';
import { config } from '#platform/config';
import { acrOf, amrOf } from '../assurance.ts';
import { endSessions } from '../end-sessions.ts';
import { subjectOf } from '../subject.ts';
import { sceneOf } from './scene.ts';

const isOverTls = config.publicOrigin.startsWith('https:');
const cookie = new RegExp(`(?:^|; *)${sessionCookie(isOverTls)}=([^;]*)`);

/** Who is signed in at the portal in the browser that asks. */
export async function findPortalActor(request: IncomingMessage): Promise<Officer | Resident | undefined> {
	const actor = await findActor(request.headers.cookie?.match(cookie)?.[1], 'oidc');
	return actor && isComplete(actor) ? actor : undefined;
}

/** Whoever has a first password, or no second factor where one is required, is not in yet. */
export function isComplete(actor: Officer | Resident): boolean {
	return actor.kind === 'resident' || (!actor.mustChangePassword && !actor.mustEnrol);
}

/**
 * The provider has no sign-in of its own: its session is whoever is signed in at the portal, at each step. Another
 * person, or nobody, ends the one there was.
 */
export function followPortal(provider: Provider): void {
	const get = provider.Session.get.bind(provider.Session);
	provider.Session.get = async (ctx) => {
		const session = await get(ctx);
		const actor = await findPortalActor(ctx.req);
		const subject = actor && subjectOf(actor);
		const scene = sceneOf(ctx);
		if (scene) scene.portalSession = actor?.sessionId ?? null;
		if (session.accountId && session.accountId !== subject) {
			await endSessions({ uid: session.uid });
			return takeUp(new provider.Session(), actor);
		}
		return takeUp(session, actor);
	};
}

function takeUp(session: Session, actor: Officer | Resident | undefined): Session {
	if (!actor) return session;
	const loginTs = Math.floor(actor.freshAt.getTime() / 1000);
	const changed =
		session.accountId === undefined || session.acr !== acrOf(actor) || session.loginTs !== loginTs;
	session.loginAccount({ accountId: subjectOf(actor), acr: acrOf(actor), amr: amrOf(actor), loginTs });
	if (changed) Object.assign(session, { touched: true });
	return session;
}
