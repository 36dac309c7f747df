import { randomBytes } from 'node:crypto';
import { type Actor, labelOf, requireFresh } from '#identity';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { newId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import { type AppFields, hasSecret, isKind } from './app.ts';
import { wallOf } from './policy.ts';
import { mustManageApps, noteApp } from './reach-app.ts';
import { readApp } from './read-app.ts';
import { newSecret } from './secret.ts';
import { insertApp } from './store/apps.ts';

export type NewApp = AppFields & { pemda: string; kind: string };

/**
 * An app of a government may have people sign in here. Its secret, where it can keep one, is told this once. Refuses
 * `sso/not-yours`, `identity/not-fresh`, and every field that is wrong (`sso/app-wrong`).
 */
export async function registerApp(
	actor: Actor,
	{ pemda, kind, ...fields }: NewApp,
): Promise<{ id: string; clientId: string; secret: string | null }> {
	const officer = mustManageApps(actor, pemda);
	await requireFresh(officer);
	if (!isKind(kind))
		throw new Refusal('invalid', 'sso/app-wrong', { fields: { kind: 'refusal.sso.kind-missing' } });
	const { app, wrong } = readApp(kind, fields);
	if (Object.keys(wrong).length > 0) throw new Refusal('invalid', 'sso/app-wrong', { fields: wrong });
	const id = newId();
	const clientId = randomBytes(12).toString('hex');
	const made = hasSecret(kind) ? newSecret() : null;
	await withScope(wallOf(actor, pemda), async (tx) => {
		const by = { at: now(), by: labelOf(officer) };
		await insertApp(tx, { ...app, ...by, pemda, id, clientId, kind, secretHash: made?.hash ?? null });
		await noteApp(tx, officer, 'register-app', { pemda, id }, { clientId, kind, ...app });
	});
	return { id, clientId, secret: made?.secret ?? null };
}
