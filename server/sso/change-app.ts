import type { Actor } from '#identity';
import { now } from '#platform/clock';
import { Refusal } from '#platform/refusal';
import type { AppFields } from './app.ts';
import { forgetMetadata } from './provider/metadata.ts';
import { type AppRef, noteApp, workOnApp } from './reach-app.ts';
import { readApp } from './read-app.ts';
import { updateApp } from './store/apps.ts';

/** Refuses `sso/not-yours`, `sso/no-such-app`, `identity/not-fresh`, and every field that is wrong (`sso/app-wrong`). */
export async function changeApp(actor: Actor, { pemda, id, ...fields }: AppFields & AppRef): Promise<void> {
	await workOnApp(actor, { pemda, id }, async (tx, app, officer) => {
		const { app: next, wrong } = readApp(app.kind, fields);
		if (Object.keys(wrong).length > 0) throw new Refusal('invalid', 'sso/app-wrong', { fields: wrong });
		await updateApp(tx, { ...app, ...next, at: now() });
		await noteApp(tx, officer, 'change-app', app, next);
		forgetMetadata(app.clientId);
	});
}
