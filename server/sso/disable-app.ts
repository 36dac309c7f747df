import { type Actor, labelOf } from '#identity';
import { now } from '#platform/clock';
import { forgetMetadata } from './provider/metadata.ts';
import { type AppRef, noteApp, workOnApp } from './reach-app.ts';
import { updateDisabled } from './store/apps.ts';

/**
 * A disabled app is unknown at every endpoint within seconds, its tokens with it; enabled again it goes on. Refuses
 * `sso/not-yours`, `sso/no-such-app`, `identity/not-fresh`.
 */
export async function disableApp(
	actor: Actor,
	{ pemda, id, disabled }: AppRef & { disabled: boolean },
): Promise<void> {
	await workOnApp(actor, { pemda, id }, async (tx, app, officer) => {
		await updateDisabled(tx, {
			pemda,
			id,
			at: disabled ? now() : null,
			by: disabled ? labelOf(officer) : null,
		});
		await noteApp(tx, officer, disabled ? 'disable-app' : 'enable-app', app);
		forgetMetadata(app.clientId);
	});
}
