import type { KoaContextWithOIDC } from 'oidc-provider';
import { noteRead } from '#platform/audit';
import { log } from '#platform/log';
import { accountOf } from '../subject.ts';
import { appOf } from './app-of.ts';

/** Valid consent: the law on personal data. */
const consentBasis = 'UU 27/2022 Pasal 20 ayat (2) huruf a';

/** Each time an app is let know somebody is a line of the trail, and of the person's own ledger. */
export function noteSharing({ oidc }: KoaContextWithOIDC): void {
	const { client, session } = oidc;
	const subject = session?.accountId ?? oidc.deviceCode?.accountId;
	if (!client || !subject) return;
	const app = appOf(client);
	noteRead({
		pemda: app.pemda,
		actor: `app:${app.clientId}`,
		act: 'sso/share-data',
		subject: `account:${accountOf(subject).accountId}`,
		origin: 'oidc',
		detail: { app: app.name, basis: consentBasis, scope: oidc.params?.['scope'] },
	}).catch((error: unknown) => {
		log.error({ err: error instanceof Error ? error.name : 'unknown' }, 'sharing was not noted');
	});
}
