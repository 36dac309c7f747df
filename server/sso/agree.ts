import { labelOf, type Officer, type Resident } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import type { KnownApp } from './provider/app-of.ts';
import { providerNow } from './provider/provider.ts';
import { upsertConsent } from './store/consents.ts';
import { subjectOf } from './subject.ts';

type Asked = { scopes: string[]; claims: string[]; grantId?: string | undefined };

/** What somebody lets an app know: remembered, on record, and given for this session. Returns what tokens come of. */
export async function agree(
	own: Officer | Resident,
	app: KnownApp,
	{ scopes, claims, grantId }: Asked,
): Promise<string> {
	const { accountId } = own;
	const row = { id: newId(), accountId, app: { pemda: app.pemda, id: app.id }, scopes, claims, at: now() };
	await withScope({ account: accountId }, async (tx) => {
		await upsertConsent(tx, row);
		await record(tx, {
			pemda: app.pemda,
			actor: labelOf(own),
			act: 'sso/give-consent',
			subject: `account:${accountId}`,
			origin: own.origin,
			detail: { app: app.clientId, scopes, claims },
		});
	});
	return give(subjectOf(own), app.clientId, { scopes, claims, grantId });
}

async function give(subject: string, clientId: string, { scopes, claims, grantId }: Asked): Promise<string> {
	const { Grant } = await providerNow();
	const known = grantId ? await Grant.find(grantId) : undefined;
	const isSame = known?.accountId === subject && known.clientId === clientId;
	const grant = known && isSame ? known : new Grant({ accountId: subject, clientId });
	grant.addOIDCScope(scopes);
	if (claims.length > 0) grant.addOIDCClaims(claims);
	return grant.save();
}
