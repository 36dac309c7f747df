import type { Scope } from '#platform/db';
import { province } from '#regions';
import type { Actor, Holding, Officer, Role } from './actor.ts';

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
	return [
		...new Set(actor.holdings.filter((post) => post.role === 'administrator').map((post) => post.pemda)),
	];
}

/**
 * The second wall: whatever the policy says, a transaction of whoever manages officers holds no other government's papers.
 * Null is the command line.
 */
export function wallOf(actor: Officer | null, pemda: string): Scope {
	if (actor === null) return { system: true };
	const managed = managedBy(actor);
	return { houses: managed === 'all' ? [pemda] : managed };
}

/** Overseers read across governments: only the province's administrators and operators may make one. */
export function mayGiveRole(actor: Actor, pemda: string, role: string): boolean {
	if (!mayManage(actor, pemda)) return false;
	return role !== 'overseer' || mayManage(actor, province);
}

/** Posts that give power over others' accounts, or sight of everything: two people give them. */
const guarded: readonly Role[] = ['administrator', 'overseer'];

export function needsSecondPerson(role: Role): boolean {
	return guarded.includes(role);
}

/**
 * Who may be the second person: whoever could have proposed it. Only operators about operators. That it is not the
 * first person, nor whom it is for, `decideProposal` sees to.
 */
export function mayDecide(
	actor: Actor,
	{ pemda, kind, targetIsOperator }: { pemda: string; kind: string; targetIsOperator: boolean },
	role: Role | null,
): boolean {
	if (actor.kind !== 'officer') return false;
	if (actor.isOperator) return true;
	if (kind === 'make-operator' || targetIsOperator) return false;
	if (kind === 'give-post') return role !== null && mayGiveRole(actor, pemda, role);
	return mayManage(actor, pemda);
}

/** What decides who may touch an account as a whole: where it has posts now or later, where it ever had one. */
export type Reach = { isOperator: boolean; pemdaNow: string[]; pemdaEver: string[] };

/**
 * Who may suspend an account, give it a new password or another name. An account serves its holder everywhere: whoever
 * manages one of its governments but not all of them ends its posts there, and no more. Otherwise a post given to the
 * governor's account would be a way into it.
 */
export function mayManageAccount(actor: Actor, { isOperator, pemdaNow, pemdaEver }: Reach): boolean {
	if (actor.kind !== 'officer') return false;
	if (actor.isOperator) return true;
	if (isOperator) return false;
	return (
		pemdaEver.some((pemda) => mayManage(actor, pemda)) && pemdaNow.every((pemda) => mayManage(actor, pemda))
	);
}

const lendable: readonly Role[] = ['officer', 'triage', 'office-head', 'secretary'];
const heads: readonly Role[] = ['office-head', 'secretary'];
type Place = { pemda: string; officeId: string; role: Role };

/** Desks are lent; what gives power over accounts or a government has acting holders. Nobody lends what was lent to them. */
export function mayLend(post: Holding): boolean {
	return post.lentBy === null && lendable.includes(post.role);
}

/** A colleague of the same office; for a head or secretary also another head of the same government. */
export function mayReceive(lent: Place, receiver: Place): boolean {
	if (lent.pemda !== receiver.pemda) return false;
	if (lent.officeId === receiver.officeId) return lendable.includes(receiver.role);
	return heads.includes(lent.role) && heads.includes(receiver.role);
}

/** Whoever heads an office sees who sits at which of its desks. */
export function headsOffice(actor: Actor, pemda: string, officeId: string): boolean {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some(
			(post) => post.pemda === pemda && post.officeId === officeId && heads.includes(post.role),
		)
	);
}
