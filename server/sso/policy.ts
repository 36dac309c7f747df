import { type Actor, managedBy, mayManage } from '#identity';
import type { Scope } from '#platform/db';

/** Who registers and changes apps and outside providers of a government: its administrators, and operators. */
export function mayManageApps(actor: Actor, pemda: string): boolean {
	return mayManage(actor, pemda);
}

/** A provider that residents sign in by is everybody's: operators of the installation decide. */
export function mayAddProvider(actor: Actor, pemda: string, forWhom: string): boolean {
	if (forWhom === 'resident') return actor.kind === 'officer' && actor.isOperator;
	return mayManage(actor, pemda);
}

/** The second wall: whatever the policy says, an administrator's transaction holds no other government's rows. */
export function wallOf(actor: Actor, pemda: string): Scope {
	const managed = managedBy(actor);
	return { houses: managed === 'all' ? [pemda] : managed };
}
