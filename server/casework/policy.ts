import { type Actor, type Holding, type Officer, overseenBy, type Role } from '#identity';
import { province } from '#regions';
import { type CaseState, isAllowed, type Step } from './case.ts';

/**
 * Who may do what to a case: one table. An officer acts through a post: `desk` posts for the office that holds the
 * case, `government` posts for any office of the holding government, `reader` posts only read.
 */
const rolesFor = {
	read: ['officer', 'office-head', 'triage', 'secretary', 'regional-head', 'overseer'],
	verify: ['officer', 'office-head', 'triage', 'secretary'],
	reclassify: ['officer', 'office-head', 'triage', 'secretary'],
	archive: ['office-head', 'triage', 'secretary'],
	offer: ['officer', 'office-head', 'triage', 'secretary'],
	assign: ['officer', 'office-head', 'triage', 'secretary'],
	message: ['officer', 'office-head', 'triage', 'secretary'],
	ask: ['officer', 'office-head', 'triage', 'secretary'],
	note: ['officer', 'office-head', 'triage', 'secretary', 'regional-head'],
	task: ['officer', 'office-head', 'triage', 'secretary', 'regional-head'],
	evidence: ['officer', 'office-head', 'triage', 'secretary'],
	answer: ['officer', 'office-head', 'triage', 'secretary'],
	publish: ['officer', 'office-head', 'triage', 'secretary'],
	merge: ['officer', 'office-head', 'triage', 'secretary'],
	split: ['officer', 'office-head', 'triage', 'secretary'],
	reopen: ['office-head', 'triage', 'secretary', 'regional-head'],
} as const satisfies Record<string, readonly Role[]>;
export type CaseAct = keyof typeof rolesFor;

/** What is left of the acts where the process of a service moves the case. */
const besideProcess: readonly CaseAct[] = ['read', 'message', 'note', 'task', 'evidence', 'assign'];

const governmentWide: readonly Role[] = ['triage', 'secretary', 'regional-head'];
const deskRoles: readonly Role[] = ['officer', 'office-head', 'triage', 'secretary'];

/** What an office's own system may do to a case the office holds: what it knows of the office's work. */
const byOwnSystem: readonly CaseAct[] = ['read', 'verify', 'message', 'note', 'evidence', 'answer'];

/**
 * Whether an officer, or the own system of an office, may do this act to a case as it stands now. Persons and the
 * platform have acts of their own.
 */
export function mayOnCase(actor: Actor, act: CaseAct, state: CaseState): boolean {
	if (state.class === 'application' && !besideProcess.includes(act)) return false;
	if (actor.kind === 'system' && actor.office)
		return byOwnSystem.includes(act) && isHeldBy(actor.office, state);
	if (actor.kind !== 'officer') return false;
	const roles: readonly Role[] = rolesFor[act];
	if (act === 'read') return mayRead(actor, state);
	return actor.holdings.some((post) => roles.includes(post.role) && reaches(post, state));
}

function isHeldBy(office: { pemda: string; officeId: string }, state: CaseState): boolean {
	return office.pemda === state.holderPemda && office.officeId === state.holderOfficeId;
}

/** The post's office holds the case, or its government does and the case is not confidential. */
function reaches(post: Holding, state: CaseState): boolean {
	if (post.pemda !== state.holderPemda) return false;
	if (post.officeId === state.holderOfficeId) return true;
	return governmentWide.includes(post.role) && state.privacy !== 'confidential';
}

/** Offices that have the case or had it, their governments' leaders, the province's leaders, overseers. */
export function mayRead(actor: Actor, state: CaseState): boolean {
	if (actor.kind === 'system') return !actor.office || state.readerOffices.includes(actor.office.officeId);
	if (actor.kind === 'person') return actor.caseId === state.id;
	return readingPost(actor, state) !== undefined;
}

/** The post by which an officer reads a case. */
export function readingPost(actor: Actor, state: CaseState): Holding | undefined {
	if (actor.kind !== 'officer') return undefined;
	return actor.holdings.find((post) => {
		const roles: readonly Role[] = rolesFor.read;
		if (!roles.includes(post.role)) return false;
		if (post.role !== 'overseer' && state.readerOffices.includes(post.officeId)) return true;
		if (state.privacy === 'confidential') return false;
		if (post.role === 'overseer') return isOverseen(post, state);
		if (post.pemda === province && (post.role === 'regional-head' || post.role === 'secretary')) return true;
		return governmentWide.includes(post.role) && state.readerPemda.includes(post.pemda);
	});
}

function isOverseen(post: Holding, { readerPemda }: CaseState): boolean {
	const overseen = overseenBy(post);
	return overseen !== null && (overseen === '*' || readerPemda.includes(overseen));
}

/** Whether nothing but an overseer's post lets somebody read this: then each reading goes into the audit trail. */
export function readsAsOverseer(officer: Officer, state: CaseState): boolean {
	const others = officer.holdings.filter(({ role }) => role !== 'overseer');
	if (others.length === officer.holdings.length) return false;
	return !mayRead({ ...officer, holdings: others }, state);
}

/** The receiver of a hand-over decides: the office it was offered to, or its government's desk or secretary. */
export function mayDecideOffer(
	actor: Actor,
	offer: { pemda: string; officeId: string },
	state: CaseState,
): boolean {
	if (actor.kind !== 'officer') return false;
	return actor.holdings.some((post) => {
		if (post.pemda !== offer.pemda) return false;
		if (post.officeId === offer.officeId) return deskRoles.includes(post.role);
		return (post.role === 'triage' || post.role === 'secretary') && state.privacy !== 'confidential';
	});
}

/** Whether the case can take this step: an application takes none of a report's, its process alone moves it. */
export function fitsCase(step: Step, state: CaseState): boolean {
	return state.class !== 'application' && isAllowed(step, state.status);
}

/** Only the person of the case, known by the code of the receipt. */
export function mayAsPerson(actor: Actor, state: CaseState): boolean {
	return actor.kind === 'person' && actor.caseId === state.id;
}

/** Clock rules are law: only an administrator of the government they are for may write them, or of the province for all. */
export function mayEditRules(actor: Actor, pemda: string): boolean {
	if (actor.kind !== 'officer') return false;
	return actor.holdings.some(
		(post) =>
			post.role === 'administrator' && (post.pemda === pemda || (pemda === '*' && post.pemda === province)),
	);
}

/** Ready answers are read by whoever answers cases of the government … */
export function mayUseTemplates(actor: Actor, pemda: string): boolean {
	return hasPost(actor, pemda, deskRoles);
}

/** … and written by those who answer for an office; those of one office by its head, or the government's desk or secretary. */
export function mayEditTemplates(actor: Actor, pemda: string, officeId: string | null = null): boolean {
	if (officeId === null) return hasPost(actor, pemda, ['office-head', 'triage', 'secretary']);
	if (hasPost(actor, pemda, ['triage', 'secretary'])) return true;
	return (
		actor.kind === 'officer' &&
		actor.holdings.some(
			(post) => post.role === 'office-head' && post.pemda === pemda && post.officeId === officeId,
		)
	);
}

function hasPost(actor: Actor, pemda: string, roles: readonly Role[]): boolean {
	return (
		actor.kind === 'officer' &&
		actor.holdings.some((post) => post.pemda === pemda && roles.includes(post.role))
	);
}
