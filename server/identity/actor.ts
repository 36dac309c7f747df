import type { Scope } from '#platform/db';
import { province } from '#regions';

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
	acting: Acting | null;
	/** Lent by its holder while they are on leave: acts are recorded on their behalf. */
	lentBy: { accountId: string; name: string } | null;
	/** Of an overseer: the government whose reports they read, or '*' for all. Whoever has none oversees nothing. */
	oversees?: string | null;
};
export type Acting = 'plt' | 'plh';

/** What somebody showed to sign in: something they know, have, or were sent, or another provider's word. */
export const factors = ['password', 'totp', 'recovery', 'passkey', 'code', 'outside'] as const;
export type Factor = (typeof factors)[number];
/** What counts beside a password; a passkey is both at once. */
export const secondFactors = ['totp', 'recovery', 'passkey'] as const satisfies readonly Factor[];

type SignedIn = {
	accountId: string;
	lang: 'id' | 'en';
	sessionId: string;
	/** A shortened network address. */
	origin: string;
	factors: Factor[];
	/** When a factor was last shown: dangerous acts ask for it anew. */
	freshAt: Date;
	/** Whom they act for now, under a mandate; every act records it. */
	actsFor: Represented | null;
	/** What they may do changed since the session's secret was made: the next page brings a new one. */
	rightsChanged?: boolean;
};

export type Officer = SignedIn & {
	kind: 'officer';
	name: string;
	isOperator: boolean;
	/** Still has the first password: holds nothing until it is changed. */
	mustChangePassword: boolean;
	/** Has a post but showed no second factor where one is required: holds nothing until one is set up. */
	mustEnrol: boolean;
	holdings: Holding[];
};

/** How sure it is who a resident is, least first: a contact that answered, a NIK that fits, seen by an officer or a register. */
export const levels = ['contact', 'nik', 'verified'] as const;
export type Level = (typeof levels)[number];

/** Whom somebody acts for under a mandate, and in what. */
export type Represented = {
	mandateId: string;
	kind: 'person' | 'business';
	id: string;
	name: string;
	scope: string[];
};

export type Resident = SignedIn & {
	kind: 'resident';
	name: string | null;
	level: Level;
};

/** Whoever answers for an act. */
export type Actor =
	| Officer
	| Resident
	/** Whoever showed the code of a case's receipt, or owns the case by their account. */
	| { kind: 'person'; caseId: string; origin: string; account?: { id: string; onBehalfOf: string | null } }
	| { kind: 'anonymous'; origin: string }
	/** The platform itself; with `office`, what that office's own system says, no more than the office could. */
	| { kind: 'system'; name: string; office?: { pemda: string; officeId: string } };

const deskRoles: readonly Role[] = ['officer', 'office-head', 'triage', 'secretary', 'regional-head'];
const governmentRoles: readonly Role[] = ['triage', 'secretary', 'regional-head'];
const leaderRoles: readonly Role[] = ['office-head', 'secretary', 'regional-head', 'overseer'];

/** What of the fenced rows an actor may see at all: the second wall behind each room's policy. */
export function scopeOf(actor: Actor): Scope {
	if (actor.kind === 'system') return actor.office ? { offices: [actor.office.officeId] } : { system: true };
	if (actor.kind === 'person') return { cases: [actor.caseId] };
	if (actor.kind === 'anonymous') return {};
	if (actor.kind === 'resident') return { account: actor.accountId };
	const offices = actor.holdings.filter((post) => deskRoles.includes(post.role));
	const governments = actor.holdings.filter((post) => governmentRoles.includes(post.role));
	return {
		offices: [...new Set(offices.map((post) => post.officeId))],
		pemda: [...new Set(governments.map((post) => post.pemda))],
		reads: [...new Set(actor.holdings.flatMap((post) => overseenBy(post) ?? []))].filter(
			(one) => one !== '*',
		),
		all: actor.holdings.some(seesAll),
	};
}

/** The government whose reports a post oversees, '*' for all, null where it oversees none. */
export function overseenBy({ role, oversees }: Holding): string | null {
	return role === 'overseer' ? (oversees ?? null) : null;
}

/** The province's leaders and overseers of all read across all governments. */
function seesAll(post: Holding): boolean {
	const { role, pemda } = post;
	return (
		overseenBy(post) === '*' || (pemda === province && (role === 'regional-head' || role === 'secretary'))
	);
}

/** How the audit trail names an actor. */
export function labelOf(actor: Actor): string {
	if (actor.kind === 'officer' || actor.kind === 'resident') return `account:${actor.accountId}`;
	if (actor.kind === 'person') return `person:${actor.caseId}`;
	if (actor.kind === 'system') return `system:${actor.name}`;
	return 'anonymous';
}

/**
 * On whose behalf an officer does something: null where a post of their own gives the right, else whoever lent the desk
 * that does.
 */
export function lenderOf(actor: Actor, may: (actor: Actor) => boolean): Holding['lentBy'] {
	if (actor.kind !== 'officer' || !actor.holdings.some((post) => post.lentBy)) return null;
	if (may({ ...actor, holdings: actor.holdings.filter((post) => !post.lentBy) })) return null;
	return actor.holdings.find((post) => post.lentBy && may({ ...actor, holdings: [post] }))?.lentBy ?? null;
}

/** Leaders see the leader's page: heads of offices, secretaries, regional heads, overseers. */
export function isLeader(actor: Actor): boolean {
	return actor.kind === 'officer' && actor.holdings.some((post) => leaderRoles.includes(post.role));
}

/** Has a desk: some post that handles cases. */
export function hasDesk(actor: Actor): boolean {
	return actor.kind === 'officer' && actor.holdings.some((post) => deskRoles.includes(post.role));
}
