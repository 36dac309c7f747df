import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { sealNotice } from '../notices.ts';

/** Pages are the portal's: the provider leads to them. */
function lead({ ctx, path, told }: { ctx: KoaContextWithOIDC; path: string; told?: string }): void {
	ctx.status = 303;
	ctx.redirect(told ? `${path}?${new URLSearchParams({ tentang: told })}` : path);
}

/** What went wrong on the way to an app, in words sealed by us: nobody else can have the portal say something. */
export function renderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
	const told = sealNotice({ kind: 'error', error: out.error, description: out.error_description ?? '' });
	lead({ ctx, path: '/masuk/galat', told });
}

export function logoutSource(ctx: KoaContextWithOIDC): void {
	lead({ ctx, path: '/keluar/aplikasi' });
}

export function postLogoutSuccessSource(ctx: KoaContextWithOIDC): void {
	lead({ ctx, path: '/keluar/selesai' });
}

export function unreachable(): never {
	throw new Error('This step is a page of the portal');
}
