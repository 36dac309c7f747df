import { type Actor, labelOf, requireFresh } from '#identity';
import { record } from '#platform/audit';
import { now } from '#platform/clock';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import type { Audience } from '../app.ts';
import { wallOf } from '../policy.ts';
import { mustManageApps } from '../reach-app.ts';
import { type Outside, selectOffered, selectOutsideOf, updateOutsideDisabled } from '../store/outside.ts';

/** A government's providers, disabled ones last. Refuses `sso/not-yours`. */
export async function listOutside(actor: Actor, pemda: string): Promise<Outside[]> {
	mustManageApps(actor, pemda);
	return withScope(wallOf(actor, pemda), (tx) => selectOutsideOf(tx, pemda));
}

/** By which others somebody may sign in at a door. */
export function listOffered(forWhom: Audience): Promise<{ pemda: string; id: string; name: string }[]> {
	return selectOffered(forWhom);
}

/** Its word counts no more; who came by it before comes by a password. Refuses `sso/not-yours`, `sso/no-such-provider`. */
export async function disableOutside(
	actor: Actor,
	{ pemda, id }: { pemda: string; id: string },
): Promise<void> {
	const officer = mustManageApps(actor, pemda);
	await requireFresh(officer);
	await withScope(wallOf(actor, pemda), async (tx) => {
		const isDone = await updateOutsideDisabled(tx, { pemda, id, at: now(), by: labelOf(officer) });
		if (!isDone) throw new Refusal('not-found', 'sso/no-such-provider');
		const act = { actor: labelOf(officer), act: 'sso/disable-provider', subject: `provider:${id}` };
		await record(tx, { pemda, ...act, origin: officer.origin });
	});
}
