import { type Actor, type Holding, overseenBy, type Role } from '#identity';
import type { Scope } from '#platform/db';
import { province } from '#regions';

const desks: readonly Role[] = ['officer', 'office-head', 'triage', 'secretary', 'regional-head'];
const bringers: readonly Role[] = ['officer', 'office-head'];

/** Administrators of the province bring frameworks in and publish them; that it is a second one, the act sees to. */
export function mayKeepFrameworks(actor: Actor): boolean {
	return posts(actor).some((post) => post.role === 'administrator' && post.pemda === province);
}

const posts = (actor: Actor): readonly Holding[] => (actor.kind === 'officer' ? actor.holdings : []);

/** Secretaries open their government's plan and say which office brings what. */
export function mayPlan(actor: Actor, pemda: string): boolean {
	return posts(actor).some((post) => post.role === 'secretary' && post.pemda === pemda);
}

/** The post with which somebody hands evidence in: of the office it is asked of, or of any where none is named; a secretary's. */
export function bringerOf(actor: Actor, pemda: string, officeId: string | undefined): Holding | undefined {
	return posts(actor).find(
		(post) =>
			post.pemda === pemda &&
			(post.role === 'secretary' ||
				(bringers.includes(post.role) && (officeId === undefined || post.officeId === officeId))),
	);
}

/** The offices somebody brings documents for: those where they are officer or head. */
export function officesOf(actor: Actor): Pick<Holding, 'pemda' | 'officeId'>[] {
	return posts(actor).filter(({ role }) => bringers.includes(role));
}

/** Verifiers are overseers of that government, or of all; that nobody judges their own evidence, the acts see to. */
export function mayVerify(actor: Actor, pemda: string): boolean {
	return posts(actor).some((post) => [pemda, '*'].includes(overseenBy(post) ?? ''));
}

/** A second verifier must not know the first verdict: no desk of that government, which reads it. Who was first, the act sees to. */
export function mayVerifyAgain(actor: Actor, pemda: string): boolean {
	return mayVerify(actor, pemda) && !desksOf(actor).includes(pemda);
}

/** Evidence that is not published: the desks of its own government, and whoever oversees it. */
export function maySeeEvidence(actor: Actor, pemda: string): boolean {
	return mayVerify(actor, pemda) || posts(actor).some((post) => post.pemda === pemda && isDesk(post));
}

const isDesk = ({ role }: Holding) => desks.includes(role);

/** The governments whose desk somebody sits at. */
export function desksOf(actor: Actor): string[] {
	return [
		...new Set(
			posts(actor)
				.filter(isDesk)
				.map(({ pemda }) => pemda),
		),
	];
}

/** The governments somebody verifies; '*' among them: all. */
export function verifiedBy(actor: Actor): string[] {
	return [...new Set(posts(actor).flatMap((post) => overseenBy(post) ?? []))];
}

/**
 * The second wall of this room: unpublished evidence of one's own government, and of those one oversees. Not of all for a
 * governor, who reads scores like everybody.
 */
export function fenceOf(actor: Actor): Scope {
	const reads = verifiedBy(actor);
	return {
		pemda: desksOf(actor),
		reads: reads.filter((one) => one !== '*'),
		all: reads.includes('*'),
		...(actor.kind === 'officer' ? { account: actor.accountId } : {}),
	};
}

/** Whether somebody verifies at all. */
export const isVerifier = (actor: Actor): boolean => verifiedBy(actor).length > 0;

/** The governments whose plan somebody may open or hand out. */
export function plannedBy(actor: Actor): string[] {
	return desksOf(actor).filter((pemda) => mayPlan(actor, pemda));
}
