import { type Actor, labelOf, type Officer, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { type Tx, withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { App } from './app.ts';
import { mayManageApps, wallOf } from './policy.ts';
import { selectApp } from './store/apps.ts';

export type AppRef = { pemda: string; id: string };

/** Refuses `sso/not-yours`. */
export function mustManageApps(actor: Actor, pemda: string): Officer {
	if (actor.kind !== 'officer' || !mayManageApps(actor, pemda))
		throw new Refusal('forbidden', 'sso/not-yours');
	return actor;
}

/** Sees one app of a government the actor manages. Refuses `sso/not-yours`, `sso/no-such-app`. */
export async function seeApp(actor: Actor, { pemda, id }: AppRef): Promise<App> {
	mustManageApps(actor, pemda);
	return withScope(wallOf(actor, pemda), (tx) => getApp(tx, { pemda, id }));
}

/** Changes one, with a factor shown just now. Refuses the same, and `identity/not-fresh`. */
export async function workOnApp<T>(
	actor: Actor,
	{ pemda, id }: AppRef,
	work: (tx: Tx, app: App, officer: Officer) => Promise<T>,
): Promise<T> {
	const officer = mustManageApps(actor, pemda);
	await requireFresh(officer);
	return withScope(wallOf(actor, pemda), async (tx) => work(tx, await getApp(tx, { pemda, id }), officer));
}

async function getApp(tx: Tx, { pemda, id }: AppRef): Promise<App> {
	const app = /^[0-9a-f-]{36}$/.test(id) ? await selectApp(tx, pemda, id) : undefined;
	if (!app) throw new Refusal('not-found', 'sso/no-such-app');
	return app;
}

/** One line of a government's trail about an app of its. */
export function noteApp(
	tx: Tx,
	officer: Officer,
	act: string,
	{ pemda, id }: AppRef,
	detail?: object,
): Promise<void> {
	return record(tx, {
		pemda,
		actor: labelOf(officer),
		act: `sso/${act}`,
		subject: `app:${id}`,
		origin: officer.origin,
		...(detail ? { detail } : {}),
	});
}
