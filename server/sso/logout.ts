import type { Session } from 'oidc-provider';
import { browserWith } from './provider/browser.ts';
import { providerNow } from './provider/provider.ts';

/** What the page that asks about signing out needs: the app that asked, and what its form carries. */
export type LogoutStep = { app: string | null; xsrf: string; action: string };

/** Undefined where no app asked for it in this browser. */
export async function readLogout(cookie: string): Promise<LogoutStep | undefined> {
	const provider = await providerNow();
	const session = await findSession(cookie);
	const secret = session?.state?.['secret'];
	if (typeof secret !== 'string') return undefined;
	const asked = session?.state?.['clientId'];
	const client = typeof asked === 'string' ? await provider.Client.find(asked) : undefined;
	return { app: client?.clientName ?? null, xsrf: secret, action: '/oidc/session/end/confirm' };
}

async function findSession(cookie: string): Promise<Session | undefined> {
	const provider = await providerNow();
	const { request, response } = browserWith(cookie);
	const { cookies } = provider.createContext(request, response);
	const id = cookies.get(provider.cookieName('session'), { signed: true });
	return id ? provider.Session.find(id) : undefined;
}
