import type { Client } from 'oidc-provider';
import { z } from 'zod';

const own = z.object({
	app_id: z.uuid(),
	app_pemda: z.string(),
	for_whom: z.array(z.enum(['officer', 'resident'])),
	frontchannel_logout_uri: z.string().optional(),
});

/** What of an app is ours: metadata that came through the provider's hands. */
export function appOf(client: Client) {
	const { app_id, app_pemda, for_whom, frontchannel_logout_uri } = own.parse({ ...client });
	return {
		pemda: app_pemda,
		id: app_id,
		clientId: client.clientId,
		name: client.clientName ?? client.clientId,
		forWhom: for_whom,
		frontchannelLogoutUri: frontchannel_logout_uri ?? null,
	};
}
export type KnownApp = ReturnType<typeof appOf>;
