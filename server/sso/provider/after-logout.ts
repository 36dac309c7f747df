import type { KoaContextWithOIDC, Session } from 'oidc-provider';
import { sessionCookie, signOut } from '#identity';
import { config } from '#platform/config';
import { sealNotice } from '../notices.ts';
import { appOf } from './app-of.ts';
import { findPortalActor } from './follow-session.ts';

/**
 * Who signs out of an app by us signs out here too, and of every app: those with an address for it are loaded in
 * frames of the last page, from which the way leads on to where the app asked for.
 */
export async function afterLogout(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
	if (ctx.path !== '/session/end/confirm') return next();
	const actor = await findPortalActor(ctx.req);
	await next();
	if (ctx.status !== 303) return;
	const isAll = ctx.oidc.params?.['logout'] !== undefined;
	if (isAll && actor) await signOut(actor);
	if (isAll) forgetPortal(ctx);
	const frames = isAll && ctx.oidc.session ? await framesOf(ctx, ctx.oidc.session) : [];
	const to = ctx.response.get('location');
	// A change of person in the middle of a sign-in goes on within the provider.
	if (URL.parse(to)?.pathname.startsWith('/oidc/auth/')) return;
	const isOwn = to.startsWith(`${config.publicOrigin}/`);
	const told = sealNotice({ kind: 'signed-out', to: isOwn ? null : to, frames });
	ctx.redirect(`/keluar/selesai?${new URLSearchParams({ tentang: told })}`);
	ctx.status = 303;
}

function forgetPortal(ctx: KoaContextWithOIDC): void {
	const isOverTls = config.publicOrigin.startsWith('https:');
	const rules = { httpOnly: true, sameSite: 'lax', secure: isOverTls, path: '/', signed: false } as const;
	ctx.cookies.set(sessionCookie(isOverTls), null, rules);
}

async function framesOf({ oidc }: KoaContextWithOIDC, session: Session): Promise<string[]> {
	const frames: string[] = [];
	for (const [clientId, { sid }] of Object.entries(session.authorizations ?? {})) {
		const client = await oidc.provider.Client.find(clientId);
		const address = client && appOf(client).frontchannelLogoutUri;
		if (!address) continue;
		const frame = new URL(address);
		frame.searchParams.set('iss', oidc.issuer);
		if (sid) frame.searchParams.set('sid', sid);
		frames.push(frame.href);
	}
	return frames;
}
