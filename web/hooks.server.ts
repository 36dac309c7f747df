import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { findActor, type Officer, type Resident, renewOwnSession } from '#identity';
import { compress } from '#lib/compress.ts';
import { speakWith } from '#lib/say.ts';
import { keepSession, sessionToken } from '#lib/session.ts';
import { placeOf, shortenAddress } from '#platform/http';
import {
	chooseLanguage,
	formatDate,
	formatDay,
	formatDuration,
	formatNumber,
	formatShare,
	translate,
} from '#platform/i18n';
import { newId } from '#platform/ids';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';

speakWith({ translate, formatDate, formatDay, formatNumber, formatShare, formatDuration });

/** Who is asking, in which language, by day or by night. */
export const handle: Handle = async ({ event, resolve }) => {
	const { locals, cookies, request } = event;
	locals.lang = chooseLanguage(cookies.get('lang'), request.headers.get('accept-language'));
	locals.t = (key, params) => translate(locals.lang, key, params);
	locals.theme = themeOf(cookies.get('theme'));
	if (isForeign(request, event.url)) {
		return new Response(locals.t('refusal.platform.from-elsewhere'), { status: 403 });
	}
	const origin = shortenAddress(event.getClientAddress());
	const account = await findActor(sessionToken(cookies, event.url), origin);
	locals.actor = account ?? { kind: 'anonymous', origin };
	if (account && !cookies.get('lang')) locals.lang = account.lang;
	if (account?.rightsChanged && isPageView(request)) await renew(event, account);

	const response = await resolve(event, {
		transformPageChunk: ({ html }) => dress(html, locals),
		preload: ({ type }) => type === 'font',
	});
	if (response.status === 401 && request.method === 'GET' && !event.url.pathname.startsWith('/masuk')) {
		return toSignIn(event.url);
	}
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
	return compress(request, response);
};

/**
 * Whatever would change something and comes from another site: SvelteKit refuses forms from there, this also what is
 * written as JSON or as nothing at all. A program that is no browser says nothing of where it comes from.
 */
function isForeign({ method, headers }: Request, { origin }: URL): boolean {
	if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
	const from = headers.get('origin');
	if (from !== null) return from !== origin;
	return ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
}

/** A refusal is an answer; whatever else is thrown is a fault, logged with the id the person is shown. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	const { t } = event.locals;
	if (error instanceof Refusal) return { status: error.status, message: t(error.messageKey, error.params) };
	if (kind === 'app') return {};
	if (kind === 'framework') {
		const key = error.status === 404 ? 'portal.error.not-found' : 'portal.error.unusable';
		return { status: error.status, message: t(key) };
	}
	const id = newId();
	const fault = error instanceof Error ? error : new Error('not an Error');
	log.error({ id, route: event.route.id, err: fault.name, at: placeOf(fault) }, 'fault');
	return { status: 500, message: t('portal.error.fault'), id };
};

function isPageView({ method, headers }: Request): boolean {
	return method === 'GET' && headers.get('sec-fetch-mode') === 'navigate';
}

/** What somebody may do changed: a secret that leaked before gains nothing by it. Of two pages at once one renews. */
async function renew({ cookies, url, locals }: RequestEvent, account: Officer | Resident): Promise<void> {
	try {
		const session = await renewOwnSession(account);
		keepSession(cookies, url, session);
		locals.actor = (await findActor(session.token, account.origin)) ?? account;
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
	}
}

function themeOf(cookie: string | undefined): Theme | null {
	return cookie === 'light' || cookie === 'dark' ? cookie : null;
}

/** Svelte's marks for a script that never comes are left out. */
const marks = /<!--[[\]!\w-]*?-->/g;

function dress(html: string, { lang, theme }: App.Locals): string {
	return html
		.replace(marks, '')
		.replace('%lang%', lang)
		.replace('%theme%', theme ? ` data-theme="${theme}"` : '')
		.replace('%scheme%', theme ?? 'light dark');
}

/** Officers have a door of their own: what lies behind a desk asks for more than a code. */
function toSignIn(url: URL): Response {
	const back = encodeURIComponent(url.pathname + url.search);
	const door = /^\/(meja|kelola|pimpinan)(\/|$)/.test(url.pathname) ? '/masuk/petugas' : '/masuk';
	return new Response(null, { status: 303, headers: { location: `${door}?kembali=${back}` } });
}
