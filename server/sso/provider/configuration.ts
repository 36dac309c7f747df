import type { AccountClaims, Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { findAccount } from '#identity';
import { config } from '#platform/config';
import { scopes } from '../app.ts';
import { acrValues } from '../assurance.ts';
import { claimsByScope, claimsOf } from '../claims.ts';
import type { Keys } from '../keys/load-keys.ts';
import { accountOf, subjectOf, tellSubject } from '../subject.ts';
import { adapterFor } from './adapter.ts';
import { loadExistingGrant } from './existing-grant.ts';
import { ownFields } from './metadata.ts';
import { interactionSteps } from './policy.ts';
import { findResource, mayIntrospect } from './resource.ts';
import { logoutSource, postLogoutSuccessSource, renderError, unreachable } from './screens.ts';

const minute = 60;
const day = 24 * 60 * minute;
/** In seconds. A refresh token lives two weeks from each use, and no family of them longer than a quarter year. */
export const lifetimes = { access: 10 * minute, code: minute, refresh: 14 * day, family: 90 * day };

const isOverTls = config.publicOrigin.startsWith('https:');
const cookie = { httpOnly: true, sameSite: 'lax', secure: isOverTls, signed: true } as const;

/** What the provider offers: what it is asked for here, and nothing that nobody uses. */
export function configurationWith(keys: Keys): Configuration {
	return {
		adapter: adapterFor,
		jwks: keys.jwks,
		cookies: { keys: keys.cookies, names: cookieNames, long: cookie, short: cookie },
		scopes: [...scopes],
		claims: claimsByScope,
		acrValues,
		subjectTypes: ['pairwise'],
		pairwiseIdentifier: (_ctx, subject, client) => tellSubject(subject, client.clientId),
		responseTypes: ['code'],
		clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
		clientDefaults: { id_token_signed_response_alg: 'ES256' },
		extraClientMetadata: { properties: ownFields },
		enabledJWA: { idTokenSigningAlgValues: ['ES256', 'RS256'], dPoPSigningAlgValues: ['ES256', 'EdDSA'] },
		pkce: { required: () => true },
		allowOmittingSingleRegisteredRedirectUri: false,
		rotateRefreshToken: true,
		issueRefreshToken: (_ctx, client, source) =>
			client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
		expiresWithSession: (_ctx, source) => !source.scopes.has('offline_access'),
		findAccount: findSubject,
		loadExistingGrant,
		clientBasedCORS: mayCallFrom,
		interactions: {
			policy: interactionSteps(),
			url: (_ctx, interaction) => `/masuk/aplikasi/${interaction.uid}`,
		},
		routes: { userinfo: '/userinfo', introspection: '/token/introspect', revocation: '/token/revoke' },
		discovery: {
			ui_locales_supported: ['id', 'en'],
			service_documentation: `${config.publicOrigin}/bantuan`,
			op_policy_uri: `${config.publicOrigin}/privasi`,
			frontchannel_logout_supported: true,
			frontchannel_logout_session_supported: true,
		},
		ttl: ttl(),
		features: features(),
		renderError,
		fetch: call,
	};
}

/**
 * How apps are told of a sign-out. Their servers stand in the governments' own networks too, which the library would not
 * call: the addresses are administrators', over TLS, and nobody is shown what they answer.
 */
function call(url: string | URL | Request, options?: RequestInit): Promise<Response> {
	const plain = { ...options };
	Reflect.deleteProperty(plain, 'dispatcher');
	return fetch(url, plain);
}

/** Cookies of the provider's own: the session, and for an hour which of several sign-ins a page belongs to. */
const cookieNames = isOverTls
	? { session: '__Host-ssp-oidc', interaction: '__Secure-ssp-oidc-step', resume: '__Secure-ssp-oidc-back' }
	: { session: 'ssp-oidc', interaction: 'ssp-oidc-step', resume: 'ssp-oidc-back' };

function ttl(): NonNullable<Configuration['ttl']> {
	return {
		AccessToken: lifetimes.access,
		ClientCredentials: lifetimes.access,
		AuthorizationCode: lifetimes.code,
		DeviceCode: 10 * minute,
		IdToken: 10 * minute,
		Interaction: 60 * minute,
		Grant: lifetimes.family,
		Session: config.session.maxHours * 60 * minute,
		RefreshToken: (_ctx, token) =>
			Math.max(1, Math.min(lifetimes.refresh, (token.iiat ?? epoch()) + lifetimes.family - epoch())),
	};
}

const epoch = () => Math.floor(Date.now() / 1000);

function features(): NonNullable<Configuration['features']> {
	return {
		devInteractions: { enabled: false },
		claimsParameter: { enabled: true },
		clientCredentials: { enabled: true },
		backchannelLogout: { enabled: true },
		introspection: { enabled: true, allowedPolicy: mayIntrospect },
		revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
		pushedAuthorizationRequests: { enabled: true },
		rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
		resourceIndicators: { enabled: true, getResourceServerInfo: findResource },
		deviceFlow: {
			enabled: true,
			charset: 'base-20',
			mask: '****-****',
			// From whom it is asked for is not needed to answer it.
			deviceInfo: () => ({}),
			// These steps are pages of the portal: /masuk/perangkat.
			userCodeInputSource: unreachable,
			userCodeConfirmSource: unreachable,
			successSource: unreachable,
		},
	};
}

/** Somebody as apps are told of them; undefined when the account is suspended, which ends what was given in its name. */
async function findSubject(_ctx: unknown, subject: string) {
	const account = await findAccount(accountOf(subject).accountId);
	if (!account) return undefined;
	const own = subjectOf(account);
	return { accountId: own, claims: (): AccountClaims => claimsOf(own, account) };
}

/** Scripts in a browser: of apps that keep no secret, from where they get people back. */
function mayCallFrom(_ctx: KoaContextWithOIDC, origin: string, client: Client): boolean {
	if (origin === 'null' || client.clientAuthMethod !== 'none') return false;
	return (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin);
}
