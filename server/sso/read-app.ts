import { config } from '#platform/config';
import { type App, type AppFields, type AppKind, audiences, hasRedirects, scopes, signings } from './app.ts';

type Read = Pick<
	App,
	| 'name'
	| 'forWhom'
	| 'redirectUris'
	| 'postLogoutUris'
	| 'scopes'
	| 'contacts'
	| 'backchannelLogoutUri'
	| 'frontchannelLogoutUri'
	| 'signing'
>;
type Wrong = Record<string, string>;

const most = { addresses: 20, addressLength: 500, contacts: 5, nameLength: 80 };
const mail = /^[^\s@<>,;]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** What was written about an app, trimmed, and what of it is wrong: field → message. */
export function readApp(kind: AppKind, fields: AppFields): { app: Read; wrong: Wrong } {
	const isService = kind === 'service';
	const app: Read = {
		name: fields.name.trim(),
		forWhom: isService ? [] : audiences.filter((one) => fields.forWhom.includes(one)),
		redirectUris: hasRedirects(kind) ? tidy(fields.redirectUris) : [],
		postLogoutUris: hasRedirects(kind) ? tidy(fields.postLogoutUris) : [],
		scopes: isService ? [] : scopes.filter((one) => one === 'openid' || fields.scopes.includes(one)),
		contacts: tidy(fields.contacts),
		backchannelLogoutUri: isService ? null : fields.backchannelLogoutUri.trim() || null,
		frontchannelLogoutUri: hasRedirects(kind) ? fields.frontchannelLogoutUri.trim() || null : null,
		signing: signings.find((one) => one === fields.signing) ?? 'ES256',
	};
	return { app, wrong: { ...findWrongAddresses(kind, app), ...findWrongWords(kind, app) } };
}

function findWrongWords(kind: AppKind, app: Read): Wrong {
	const wrong: Wrong = {};
	const hasControls = /[\p{Cc}\p{Cs}]/u.test(app.name);
	if (app.name.length < 3 || app.name.length > most.nameLength || hasControls)
		wrong['name'] = 'refusal.sso.name-wrong';
	if (kind !== 'service' && app.forWhom.length === 0) wrong['forWhom'] = 'refusal.sso.audience-missing';
	const areFine = app.contacts.every((one) => one.length <= 254 && mail.test(one));
	if (app.contacts.length === 0 || app.contacts.length > most.contacts || !areFine)
		wrong['contacts'] = 'refusal.sso.contacts-wrong';
	return wrong;
}

function findWrongAddresses(kind: AppKind, app: Read): Wrong {
	const wrong: Wrong = {};
	const mayBe = (address: string) => isReturnAddress(kind, address);
	if (hasRedirects(kind)) {
		const { redirectUris, postLogoutUris } = app;
		if (redirectUris.length === 0 || redirectUris.length > most.addresses || !redirectUris.every(mayBe))
			wrong['redirectUris'] = 'refusal.sso.redirect-wrong';
		if (postLogoutUris.length > most.addresses || !postLogoutUris.every(mayBe))
			wrong['postLogoutUris'] = 'refusal.sso.redirect-wrong';
	}
	const { backchannelLogoutUri: back, frontchannelLogoutUri: front } = app;
	if (back !== null && !isServerAddress(back)) wrong['backchannelLogoutUri'] = 'refusal.sso.logout-wrong';
	if (front !== null && !isServerAddress(front)) wrong['frontchannelLogoutUri'] = 'refusal.sso.logout-wrong';
	return wrong;
}

/** Exact, over TLS; over plain http only on a person's own machine, where no TLS is needed. */
function isReturnAddress(kind: AppKind, address: string): boolean {
	const url = parse(address);
	if (!url) return false;
	if (url.protocol === 'https:') return kind === 'web' || !loopback.includes(url.hostname);
	return url.protocol === 'http:' && loopback.includes(url.hostname);
}

/** What this server calls or has loaded: over TLS, unless it has none itself. */
function isServerAddress(address: string): boolean {
	const url = parse(address);
	if (url?.protocol === 'https:') return !loopback.includes(url.hostname);
	const isTrial = config.publicOrigin.startsWith('http://');
	return isTrial && url?.protocol === 'http:' && loopback.includes(url.hostname);
}

/** Undefined where it has a fragment, a name and password, a wildcard, or is written otherwise than it is understood. */
function parse(address: string): URL | undefined {
	if (address.length > most.addressLength || /[\s\\#*]|[^!-~]/.test(address)) return undefined;
	const url = URL.parse(address);
	if (!url || url.username || url.password) return undefined;
	const isPlain = url.href === address || url.href === `${address}/`;
	return isPlain ? url : undefined;
}

function tidy(lines: string[]): string[] {
	return [...new Set(lines.map((line) => line.trim()).filter(Boolean))];
}
