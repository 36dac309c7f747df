import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { selectConsent } from '../store/consents.ts';
import { accountOf } from '../subject.ts';
import { appOf } from './app-of.ts';

/** What the person already let this app have: in this session, or once before and never withdrawn. */
export async function loadExistingGrant({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
	const { client, session, provider } = oidc;
	if (!client || !session?.accountId) return undefined;
	const grantId = oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId);
	const known = grantId ? await provider.Grant.find(grantId) : undefined;
	if (known && known.accountId === session.accountId) return known;
	const consent = await selectConsent(accountOf(session.accountId).accountId, appOf(client));
	if (!consent) return undefined;
	const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
	grant.addOIDCScope(consent.scopes);
	if (consent.claims.length > 0) grant.addOIDCClaims(consent.claims);
	await grant.save();
	return grant;
}
