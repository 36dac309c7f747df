import * as client from 'openid-client';
import { config } from '#platform/config';
import { log } from '#platform/log';
import { Refusal } from '#platform/refusal';
import { unseal } from '#platform/secret';
import { type Outside, selectOutside } from '../store/outside.ts';

export const sealedFor = 'sso outside secret';
const timeoutSeconds = 10;
const keptMs = 600_000;
const isTrial = config.publicOrigin.startsWith('http://');
const kept = new Map<string, { until: number; configuration: client.Configuration }>();

export type Reached = { outside: Outside; configuration: client.Configuration };

/** Another provider with what it says of itself, kept for ten minutes. Refuses `sso/no-such-provider`, `sso/provider-silent`. */
export async function reachOutside(id: string): Promise<Reached> {
	const found = /^[0-9a-f-]{36}$/.test(id) ? await selectOutside(id) : undefined;
	if (!found) throw new Refusal('not-found', 'sso/no-such-provider');
	const { secretSealed, ...outside } = found;
	const known = kept.get(id);
	if (known && known.until > Date.now()) return { outside, configuration: known.configuration };
	const secret = unseal(sealedFor, secretSealed);
	if (secret === undefined) throw new Error('A provider’s secret was sealed under another SECRET_KEY');
	const configuration = await discover(outside.issuer, outside.clientId, secret);
	kept.set(id, { until: Date.now() + keptMs, configuration });
	return { outside, configuration };
}

/** Reads a provider's own description. Refuses `sso/provider-silent` where there is none, or one of another issuer. */
export async function discover(
	issuer: string,
	clientId: string,
	secret: string,
): Promise<client.Configuration> {
	const options = { timeout: timeoutSeconds, execute: isTrial ? [client.allowInsecureRequests] : [] };
	const auth = client.ClientSecretBasic(secret);
	try {
		return await client.discovery(new URL(issuer), clientId, undefined, auth, options);
	} catch (error) {
		log.warn({ err: error instanceof Error ? error.name : 'unknown' }, 'an outside provider did not answer');
		throw new Refusal('unavailable', 'sso/provider-silent', {
			fields: { issuer: 'refusal.sso.provider-silent' },
		});
	}
}

/** An issuer that may be called: over TLS; on one's own machine without, where this installation has none either. */
export function isIssuer(text: string): boolean {
	const url = text.length <= 300 ? URL.parse(text) : null;
	if (!url || url.username || url.password || url.search || url.hash) return false;
	return url.protocol === 'https:' || (isTrial && ['localhost', '127.0.0.1'].includes(url.hostname));
}

/** Its own for each provider, so that an answer of one is never taken for another's. */
export function returnAddress(id: string): string {
	return `${config.publicOrigin}/masuk/luar/${id}/kembali`;
}
