import { type Actor, type Holding, labelOf, type Officer, type Role } from '#identity';
import type { Process, State, Transition } from '#services';
import type { Application, OfficeRef } from './application.ts';

/**
 * Who may do what to an application. An officer acts through a post: of the office that holds it, or, where the process
 * names their role, one that answers for the whole government. Whoever applied, or moved it here, does not decide it.
 */

const governmentWide: readonly Role[] = ['triage', 'secretary', 'regional-head'];
const deskRoles: readonly Role[] = ['officer', 'office-head', 'triage', 'secretary', 'regional-head'];
const heads: readonly Role[] = ['office-head', 'secretary', 'triage'];

type Movers = Pick<Process, 'transitions'>;

/** Every role the process names. */
export function rolesOf({ transitions }: Movers): Set<string> {
	return new Set(transitions.flatMap(({ by }) => by));
}

/** Whether some step is for a post that answers for a whole government. */
export function namesWide(process: Movers): boolean {
	const named = rolesOf(process);
	return governmentWide.some((role) => named.has(role));
}

/** Offices that hold it, held it or are asked; posts for the whole government where the process needs their role. */
export function mayRead(actor: Actor, app: Application, process: Movers): boolean {
	if (actor.kind === 'system') return !actor.office;
	if (actor.kind === 'resident') return ownerOf(actor) === app.applicantId;
	if (actor.kind !== 'officer') return false;
	return actor.holdings.some((post) => readsBy(post, app, process));
}

/** Whose applications somebody sees as the applicant: their own, or of whom they act for. */
export function ownerOf(actor: { accountId: string; actsFor: { id: string } | null }): string {
	return actor.actsFor?.id ?? actor.accountId;
}

function readsBy(post: Holding, app: Application, process: Movers): boolean {
	if (deskRoles.includes(post.role) && app.readerOffices.includes(post.officeId)) return true;
	return isWide(post, process) && app.readerPemda.includes(post.pemda);
}

function isWide({ role }: Holding, process: Movers): boolean {
	return governmentWide.includes(role) && rolesOf(process).has(role);
}

/** The roles in which somebody has it before them, for fields that only some read. */
export function readingRoles(actor: Actor, app: Application, process: Movers): Role[] {
	if (actor.kind !== 'officer') return [];
	return actor.holdings.filter((post) => readsBy(post, app, process)).map(({ role }) => role);
}

function holds(post: Holding, { holderPemda, holderOfficeId }: Application): boolean {
	if (post.pemda !== holderPemda) return false;
	return post.officeId === holderOfficeId || governmentWide.includes(post.role);
}

/** The post by which an officer may take a transition now; undefined where none does. */
export function postFor(actor: Actor, app: Application, { by }: Transition): Holding | undefined {
	if (actor.kind !== 'officer') return undefined;
	return actor.holdings.find((post) => by.some((one) => one === post.role) && holds(post, app));
}

/** A post of the office that works on it, whatever its role: to note what was found, to plan a visit. */
export function deskPost(actor: Actor, app: Application): Holding | undefined {
	if (actor.kind !== 'officer') return undefined;
	return actor.holdings.find((post) => deskRoles.includes(post.role) && holds(post, app));
}

/** Whether an officer decides in their own matter: who applied, or sent it for themselves. */
export function isOwnMatter(actor: Actor, app: Application): boolean {
	if (actor.kind !== 'officer') return false;
	return app.applicantId === actor.accountId || app.actsFor?.id === actor.accountId;
}

/** The people an act counts for: whoever does it, and who lent the desk it is done at. */
export function handsOf(actor: Actor, post: Holding | undefined): string[] {
	const lender = post?.lentBy ? [`account:${post.lentBy.accountId}`] : [];
	return actor.kind === 'system' ? [] : [labelOf(actor), ...lender];
}

/** Whether one of those who moved it here would move it on. */
export function isSamePair(hands: string[], app: Application): boolean {
	return hands.some((one) => app.movedBy.includes(one));
}

/** The post by which somebody speaks for an office that is asked. */
export function opinionPost(actor: Actor, { pemda, officeId }: OfficeRef): Holding | undefined {
	if (actor.kind !== 'officer') return undefined;
	return actor.holdings.find(
		(post) => post.pemda === pemda && post.officeId === officeId && deskRoles.includes(post.role),
	);
}

/** Who passes a question on to another office of the same government: a head of the one that was asked. */
export function mayDelegate(actor: Officer, { pemda, officeId }: OfficeRef): boolean {
	return actor.holdings.some(
		(post) =>
			post.pemda === pemda &&
			heads.includes(post.role) &&
			(post.officeId === officeId || governmentWide.includes(post.role)),
	);
}

/** A field somebody may read: all of the process's roles, or those it names. */
export function mayReadField(
	field: { readableBy?: readonly string[] | undefined },
	roles: readonly string[],
	process: Movers,
): boolean {
	const named = field.readableBy ?? [...rolesOf(process)];
	return roles.some((role) => named.includes(role));
}

/** Whether these roles have no need of an answer: of a group, where one of its fields is kept from them. */
export function isFieldHidden(
	field: Process['pages'][number]['fields'][number],
	roles: readonly string[],
	process: Movers,
): boolean {
	const leaves = field.kind === 'group' ? field.fields : [field];
	return leaves.some((one) => !mayReadField(one, roles, process));
}

/** The post by which an officer has it before them. */
export function readerPost({ holdings }: Officer, { readerOffices }: Application): Holding | undefined {
	return holdings.find(({ officeId }) => readerOffices.includes(officeId)) ?? holdings[0];
}

/** Whether the state is worked on at all: an end is not. */
export function isOpen(state: State): boolean {
	return state.kind !== 'end';
}
