import { type Actor, type Holding, hasDesk, labelOf, lenderOf, scopeOf } from '#identity';
import { type AuditEntry, record } from '#platform/audit';
import { now } from '#platform/clock';
import { type Tx, withScope } from '#platform/db';
import { announce } from '#platform/events';
import { Refusal } from '#platform/refusal';
import { type CaseState, type Step, transitions } from './case.ts';
import { type CaseAct, fitsCase, mayAsPerson, mayOnCase, mayRead } from './policy.ts';
import { insertEntry, type NewEntry, selectSaid } from './store/entries.ts';
import { type CaseChange, keepInSight, lockCase, selectState, updateCase } from './store/state.ts';

export type CaseRef = {
	pemda: string;
	caseId: string;
	/** The version the actor saw; when the case has moved on since, the act is refused rather than done blindly. */
	seenVersion?: number;
};

/** What an act has at hand: the case as it stands, locked, and the ways to change it. */
export type Work = {
	tx: Tx;
	at: Date;
	actor: Actor;
	state: CaseState;
	/** Moves the status along one allowed step, with further columns; refuses `casework/not-now` otherwise. */
	move: (step: Step, more?: CaseChange) => Promise<void>;
	change: (change: CaseChange) => Promise<void>;
	write: (
		kind: string,
		entry?: Partial<Pick<NewEntry, 'visibility' | 'body' | 'detail' | 'office'>>,
	) => Promise<string>;
	/** A line in the file of another case of the same transaction, public unless that case is confidential. */
	writeIn: (
		other: CaseState,
		kind: string,
		entry?: Partial<Pick<NewEntry, 'visibility' | 'detail'>>,
	) => Promise<string>;
	/** The id of the same words by the same actor within the last minute: a second tap, not a second thought. */
	findSaid: (kind: string, body: string) => Promise<string | undefined>;
};

/**
 * Runs one act on one case: in a transaction inside the actor's scope, with the case locked, after the policy said
 * yes, and with its audit line and its event in the same commit. Refuses `casework/no-such-case` (404) where the actor
 * may not even see it, `casework/not-yours` (403) where seeing is all, `casework/changed-meanwhile` (409).
 */
export async function workOnCase<T>(
	actor: Actor,
	ref: CaseRef,
	act: Right,
	name: string,
	run: (work: Work) => Promise<T>,
): Promise<T> {
	await refuseWithoutDesk(actor, ref);
	return withScope(scopeOf(actor), (tx) => workInside(tx, actor, ref, act, name, run));
}

/** Whoever only reads, as an overseer, has a transaction that cannot lock a case: they are told before one is tried. */
export async function refuseWithoutDesk(actor: Actor, ref: CaseRef): Promise<void> {
	if (actor.kind !== 'officer' || hasDesk(actor)) return;
	await withScope(scopeOf(actor), (tx) => refuseReader(tx, actor, ref));
}

/** A case that cannot be locked may still be in sight, as of a governor: then what is refused is the act. */
async function refuseReader(tx: Tx, actor: Actor, ref: CaseRef): Promise<never> {
	const state = await selectState(tx, ref.pemda, ref.caseId);
	if (!state || !mayRead(actor, state)) throw new Refusal('not-found', 'casework/no-such-case');
	throw new Refusal('forbidden', 'casework/not-yours');
}

/** The same inside a transaction that is open already, in the actor's scope. */
export async function workInside<T>(
	tx: Tx,
	actor: Actor,
	ref: CaseRef,
	act: Right,
	name: string,
	run: (work: Work) => Promise<T>,
): Promise<T> {
	const state = await lockCase(tx, ref.pemda, ref.caseId);
	if (!state || !mayRead(actor, state)) return refuseReader(tx, actor, ref);
	if (!mayAct(actor, act, state)) throw new Refusal('forbidden', 'casework/not-yours');
	if (ref.seenVersion !== undefined && ref.seenVersion !== state.version) {
		throw new Refusal('conflict', 'casework/changed-meanwhile');
	}
	await keepInSight(tx, state.id);
	const entries: string[] = [];
	const lender = lenderOf(actor, (one) => mayAct(one, act, state));
	const result = await run(workOf(tx, inNameOf(actor, lender), state, entries));
	await record(tx, {
		pemda: state.pemda,
		actor: labelOf(actor),
		act: `casework/${name}`,
		subject: `case:${state.id}`,
		...(actor.kind === 'system' ? {} : { origin: actor.origin }),
		...byAccount(actor),
		...(lender ? { onBehalfOf: `account:${lender.accountId}` } : {}),
	});
	await announce(tx, 'casework.changed', state.pemda, {
		...{ pemda: state.pemda, caseId: state.id, act: name, entries },
	});
	return result;
}

/** At a desk that was lent, the file of the case names both: atas nama. */
function inNameOf(actor: Actor, lender: Holding['lentBy']): Actor {
	return actor.kind === 'officer' && lender
		? { ...actor, name: `${actor.name}, a.n. ${lender.name}` }
		: actor;
}

/** A person who acts through their account is named by it, and whom they act for. */
function byAccount(actor: Actor): Pick<AuditEntry, 'onBehalfOf' | 'detail'> {
	if (actor.kind !== 'person' || !actor.account) return {};
	const { id, onBehalfOf } = actor.account;
	return { detail: { account: id }, ...(onBehalfOf ? { onBehalfOf } : {}) };
}

/** By what right: an officer's post, being the person of the case, or the platform's own clockwork. */
type Right = CaseAct | 'as-person' | 'as-system';

function mayAct(actor: Actor, act: Right, state: CaseState): boolean {
	if (act === 'as-system') return actor.kind === 'system' && !actor.office;
	if (act === 'as-person') return mayAsPerson(actor, state);
	return mayOnCase(actor, act, state);
}

function workOf(tx: Tx, actor: Actor, state: CaseState, entries: string[]): Work {
	const at = now();
	const add = async (entry: NewEntry) => {
		const id = await insertEntry(tx, entry);
		entries.push(id);
		return id;
	};
	const change = (columns: CaseChange) => updateCase(tx, state.pemda, state.id, at, columns);
	return {
		tx,
		at,
		actor,
		state,
		change,
		async move(step, more = {}) {
			if (!fitsCase(step, state)) throw new Refusal('conflict', 'casework/not-now');
			const { to } = transitions[step];
			await change({ ...more, status: to, ...(to === 'closed' ? { closedAt: at } : {}) });
		},
		write: (kind, entry = {}) => add({ ...lineOf(actor, state, at, kind), ...entry }),
		writeIn: (other, kind, entry = {}) => add({ ...lineOf(actor, other, at, kind), ...entry }),
		findSaid: (kind, body) => selectSaid(tx, { caseId: state.id, actor: labelOf(actor), kind, body, at }),
	};
}

/** Public unless the case is confidential; then nobody but its person and its office reads a line of it. */
function lineOf(actor: Actor, state: CaseState, at: Date, kind: string): NewEntry {
	return {
		pemda: state.pemda,
		caseId: state.id,
		at,
		kind,
		visibility: state.privacy === 'confidential' ? 'person' : 'public',
		actor: labelOf(actor),
		actorName: actor.kind === 'officer' ? actor.name : '',
		office: { pemda: state.holderPemda, officeId: state.holderOfficeId },
		body: '',
		detail: {},
	};
}
