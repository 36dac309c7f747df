import type { Scope } from '#platform/db';

export const roles = [
	'officer',
	'triage',
	'office-head',
	'secretary',
	'regional-head',
	'administrator',
	'operator',
	'overseer',
] as const;
export type Role = (typeof roles)[number];

/** A post somebody holds today, and the office it belongs to. `acting`: for another (pelaksana tugas, harian). */
export type Holding = {
	pemda: string;
	officeId: string;
	officeName: string;
	postId: string;
	postTitle: string;
	role: Role;
	acting: 'plt' | 'plh' | null;
};

export type Officer = {
	kind: 'officer';
	accountId: string;
	name: string;
	lang: 'id' | 'en';
	sessionId: string;
	/** A shortened network address. */
	origin: string;
	isOperator: boolean;
	mustChangePassword: boolean;
	holdings: Holding[];
};

/** Whoever answers for an act. */
export type Actor =
	| Officer
	| { kind: 'person'; caseId: string; origin: string }
	| { kind: 'anonymous'; origin: string }
	| { kind: 'system'; name: string };

const province = '12';

/** What of the fenced rows an actor may see at all: the second wall behind each room's policy. */
export function scopeOf(actor: Actor): Scope {
	if (actor.kind === 'system') return { system: true };
	if (actor.kind === 'person') return { cases: [actor.caseId] };
	if (actor.kind === 'anonymous') return {};
	const offices = new Set<string>();
	const pemda = new Set<string>();
	let all = false;
	for (const post of actor.holdings) {
		if (post.role === 'overseer') all = true;
		if (['officer', 'office-head', 'triage', 'secretary', 'regional-head'].includes(post.role)) offices.add(post.officeId);
		if (['triage', 'secretary', 'regional-head'].includes(post.role)) pemda.add(post.pemda);
		if (post.pemda === province && (post.role === 'regional-head' || post.role === 'secretary')) all = true;
	}
	return { offices: [...offices], pemda: [...pemda], all };
}

/** How the audit trail names an actor. */
export function labelOf(actor: Actor): string {
	if (actor.kind === 'officer') return `account:${actor.accountId}`;
	if (actor.kind === 'person') return `person:${actor.caseId}`;
	if (actor.kind === 'system') return `system:${actor.name}`;
	return 'anonymous';
}

/** Leaders see the leader's page: heads of offices, secretaries, regional heads, overseers. */
export function isLeader(actor: Actor): boolean {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some((post) => ['office-head', 'secretary', 'regional-head', 'overseer'].includes(post.role))
	);
}

/** Has a desk: some post that handles cases. */
export function hasDesk(actor: Actor): boolean {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some((post) => ['officer', 'office-head', 'triage', 'secretary', 'regional-head'].includes(post.role))
	);
}
