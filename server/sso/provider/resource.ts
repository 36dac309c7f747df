import {
	type AccessToken,
	type Client,
	type ClientCredentials,
	errors,
	type RefreshToken,
} from 'oidc-provider';
import { findMetadata } from './metadata.ts';

const prefix = 'urn:ssp:app:';

/**
 * Tokens of one app for another: `resource=urn:ssp:app:<client id>` makes one that only the other may ask about, and
 * that opens nothing here.
 */
export async function findResource(_ctx: unknown, resource: string) {
	const known = resource.startsWith(prefix) && (await findMetadata(resource.slice(prefix.length)));
	if (!known) throw new errors.InvalidTarget();
	return { scope: '', audience: resource, accessTokenFormat: 'opaque' as const };
}

/** An app may ask about its own tokens, and those made for it by an app that is still registered. */
export async function mayIntrospect(
	_ctx: unknown,
	client: Client,
	token: AccessToken | ClientCredentials | RefreshToken,
): Promise<boolean> {
	if (token.clientId === client.clientId) return true;
	if (!('aud' in token) || token.aud !== `${prefix}${client.clientId}`) return false;
	return (await findMetadata(token.clientId ?? '')) !== undefined;
}
