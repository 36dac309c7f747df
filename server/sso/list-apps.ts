import type { Actor } from '#identity';
import { withScope } from '#platform/db';
import type { App } from './app.ts';
import { wallOf } from './policy.ts';
import { type AppRef, mustManageApps, seeApp } from './reach-app.ts';
import { selectApps } from './store/apps.ts';

/** A government's apps by name, disabled ones last. Refuses `sso/not-yours`. */
export async function listApps(actor: Actor, pemda: string): Promise<App[]> {
	mustManageApps(actor, pemda);
	return withScope(wallOf(actor, pemda), (tx) => selectApps(tx, pemda));
}

/** Refuses `sso/not-yours`, `sso/no-such-app`. */
export function getApp(actor: Actor, ref: AppRef): Promise<App> {
	return seeApp(actor, ref);
}
