import type { KoaContextWithOIDC } from 'oidc-provider';

/** An answer that is a form to the app needs a policy that lets it go there, and nowhere else. */
export async function allowFormPost(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
	if (!ctx.path.startsWith('/auth')) return next();
	await next();
	if (ctx.oidc.responseMode !== 'form_post' || ctx.type !== 'text/html') return;
	const goal = URL.parse(String(ctx.oidc.params?.['redirect_uri']));
	if (!goal || !ctx.oidc.redirectUriCheckPerformed) return;
	const policy = ctx.response.get('content-security-policy');
	ctx.set(
		'content-security-policy',
		policy.replace("form-action 'self'", `form-action 'self' ${goal.origin}`),
	);
}
