import type { ClientMetadata, ResponseType } from 'oidc-provider';
import { type App, hasRedirects, hasSecret } from '../app.ts';
import { type AppWithSecret, selectByClientId } from '../store/apps.ts';

/** So long an app that was changed or disabled may go on as it was, in each process. */
const keptMs = 5000;
const kept = new Map<string, { until: number; found: Promise<ClientMetadata | undefined> }>();
const mostKept = 2000;

/** An app in the provider's words; undefined when there is none, or it is disabled. Kept for five seconds. */
export function findMetadata(clientId: string): Promise<ClientMetadata | undefined> {
	const known = kept.get(clientId);
	if (known && known.until > Date.now()) return known.found;
	if (!/^[0-9a-f]{24}$/.test(clientId)) return Promise.resolve(undefined);
	if (kept.size >= mostKept) kept.clear();
	const found = selectByClientId(clientId).then((app) => (app ? metadataOf(app) : undefined));
	kept.set(clientId, { until: Date.now() + keptMs, found });
	found.catch(() => kept.delete(clientId));
	return found;
}

/** What an administrator just did acts at once where they did it. */
export function forgetMetadata(clientId: string): void {
	kept.delete(clientId);
}

export function metadataOf(app: AppWithSecret): ClientMetadata {
	const code: ResponseType[] = hasRedirects(app.kind) ? ['code'] : [];
	return {
		client_id: app.clientId,
		client_name: app.name,
		application_type: app.kind === 'web' || app.kind === 'service' ? 'web' : 'native',
		grant_types: grantTypesOf(app),
		response_types: code,
		response_modes: ['query', 'form_post'],
		redirect_uris: app.redirectUris,
		post_logout_redirect_uris: app.postLogoutUris,
		...(app.scopes.length > 0 ? { scope: app.scopes.join(' ') } : {}),
		contacts: app.contacts,
		subject_type: 'pairwise',
		id_token_signed_response_alg: app.signing,
		token_endpoint_auth_method: hasSecret(app.kind) ? 'client_secret_basic' : 'none',
		...(hasSecret(app.kind) ? { client_secret: secretsOf(app) } : {}),
		...(app.backchannelLogoutUri
			? { backchannel_logout_uri: app.backchannelLogoutUri, backchannel_logout_session_required: true }
			: {}),
		frontchannel_logout_uri: app.frontchannelLogoutUri ?? undefined,
		for_whom: app.forWhom,
		app_id: app.id,
		app_pemda: app.pemda,
	};
}

/** Fields of ours beside the standard's. */
export const ownFields = ['frontchannel_logout_uri', 'for_whom', 'app_id', 'app_pemda'];

function grantTypesOf({ kind, scopes }: App): string[] {
	if (kind === 'service') return ['client_credentials'];
	const first = kind === 'device' ? 'urn:ietf:params:oauth:grant-type:device_code' : 'authorization_code';
	return scopes.includes('offline_access') ? [first, 'refresh_token'] : [first];
}

/** The hashes that are as good as the secret now, for `compareSecret`; the old one with its end in ms. */
function secretsOf({ secretHash, oldSecretHash, oldSecretUntil }: AppWithSecret): string {
	const old = oldSecretHash && oldSecretUntil ? `:${oldSecretHash}:${oldSecretUntil.getTime()}` : '';
	return `${secretHash}${old}`;
}
