import type { Actor } from './actor.ts';

const province = '12';

/** Who may manage the accounts and posts of a government: its administrators, and the operators of the installation. */
export function mayManage(actor: Actor, pemda: string): boolean {
	if (actor.kind !== 'officer') return false;
	if (actor.isOperator) return true;
	return actor.holdings.some((post) => post.role === 'administrator' && post.pemda === pemda);
}

/** The governments whose accounts an actor may manage; 'all' for an operator. */
export function managedBy(actor: Actor): string[] | 'all' {
	if (actor.kind !== 'officer') return [];
	if (actor.isOperator) return 'all';
	return [...new Set(actor.holdings.filter((post) => post.role === 'administrator').map((post) => post.pemda))];
}

/** Overseers read across governments: only the province's administrators and operators may make one. */
export function mayGiveRole(actor: Actor, pemda: string, role: string): boolean {
	if (!mayManage(actor, pemda)) return false;
	if (role !== 'overseer' || actor.kind !== 'officer') return true;
	return actor.isOperator || actor.holdings.some((post) => post.role === 'administrator' && post.pemda === province);
}
