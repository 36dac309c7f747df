import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import { hasSecret } from './app.ts';
import { forgetMetadata } from './provider/metadata.ts';
import { type AppRef, noteApp, workOnApp } from './reach-app.ts';
import { newSecret } from './secret.ts';
import { updateSecret } from './store/apps.ts';

/** So long the app may still use the secret before, while the new one is brought to where it runs. */
export const oldSecretHours = 24;

/**
 * Another secret, told this once. The one before works for another day, or with `leaked` not at all. Refuses
 * `sso/not-yours`, `sso/no-such-app`, `sso/no-secret`, `identity/not-fresh`.
 */
export async function rotateSecret(
	actor: Actor,
	{ pemda, id, leaked }: AppRef & { leaked: boolean },
): Promise<{ secret: string }> {
	const { secret, hash } = newSecret();
	await workOnApp(actor, { pemda, id }, async (tx, app, officer) => {
		if (!hasSecret(app.kind)) throw new Refusal('conflict', 'sso/no-secret');
		const at = now();
		const oldUntil = leaked ? null : new Date(at.getTime() + oldSecretHours * 3_600_000);
		await updateSecret(tx, { pemda, id, hash, oldUntil, at });
		await noteApp(tx, officer, 'rotate-secret', app, { leaked });
		forgetMetadata(app.clientId);
	});
	return { secret };
}
