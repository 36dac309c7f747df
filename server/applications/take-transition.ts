import { type Actor, type Holding, hasDesk, labelOf, scopeOf } from '#identity';
import { db, type Scope, type Tx, withScope } from '#platform/db';
import { isId } from '#platform/ids';
import { Refusal } from '#platform/refusal';
import type { Answers } from '#rules';
import type { Transition } from '#services';
import type { Application, By, Change, CorrectionItem, PaperFile } from './application.ts';
import { readCorrection } from './correction.ts';
import { editableOf } from './draft/editable.ts';
import { readFindings } from './findings.ts';
import { handsOf, isOwnMatter, isSamePair, mayRead, ownerOf, postFor } from './policy.ts';
import { runTransition } from './run-transition.ts';
import { isOwn, keepInSight, lockApplication, selectApplication } from './store/application.ts';
import { selectRunning } from './store/clocks.ts';
import { selectByKey } from './store/events.ts';
import { isDeemed } from './terms.ts';
import { readReason } from './text.ts';
import { holdsNow, keep, stateIn, type Work, workOn } from './work.ts';

export type ApplicationRef = { pemda: string; id: string };
export type Step = ApplicationRef & {
	transition: string;
	/** At most 4,000 characters; the applicant reads it. */
	reason?: string;
	/** What of the state's checklist is ticked. */
	checklist?: string[];
	findings?: Answers;
	correction?: { items: CorrectionItem[] };
	/** Of an applicant who corrects: only what was named, and what depends on it, counts. */
	answers?: Answers;
	files?: PaperFile[];
	/** The event the actor saw last; when the application has moved on since, the step is refused. */
	seenVersion?: number;
	/** The same key by the same actor is the same step. */
	key: string;
};

export type Taken = { state: string; seq: number; already: boolean };

/**
 * Takes one step of the process, in one transaction with the application locked: by the right person, with what the step
 * asks for, its fees and documents in the same commit, and what the system does from there. Refuses
 * `applications/no-such-application` (404), `not-yours`, `four-eyes`, `own-matter` (403), `changed-meanwhile`, `not-now`,
 * `guard`, `granted-by-law` (409), and what is missing by field (400).
 */
export async function takeTransition(actor: Actor, step: Step): Promise<Taken> {
	const scope = await scopeFor(actor, step);
	return withScope(scope, (tx) => takeInside(tx, actor, step));
}

/** An officer works in the scope of their posts; an applicant in that of the one application that is theirs. */
export async function scopeFor(actor: Actor, { pemda, id }: ApplicationRef): Promise<Scope> {
	if (actor.kind !== 'resident') return scopeOf(actor);
	const own = isId(id) && (await isOwn(db, ownerOf(actor), pemda, id));
	return own ? { cases: [id], account: actor.accountId } : { account: actor.accountId };
}

/** The same inside a transaction that is open already, in the actor's scope. */
export async function takeInside(tx: Tx, actor: Actor, step: Step): Promise<Taken> {
	const work = await openWork(tx, actor, step);
	const before = await selectByKey(tx, step, step.key);
	if (before) return again(work.app, before, { actor, step });
	refuseStale(work.app, step);
	const transition = work.process.transitions.find(
		({ id, from, by }) =>
			id === step.transition && from.includes(work.app.state) && by.some((one) => one !== 'system'),
	);
	if (!transition) throw new Refusal('conflict', 'applications/not-now');
	const { by, hands } = refuseMover(actor, work.app, transition);
	await refuseAfterLegalMinute(work);
	const own = { ...work, by };
	const change = changeOf(own, transition, step, hands);
	if (!holdsNow(withFound(own, change), transition.guard)) {
		throw new Refusal('conflict', 'applications/guard');
	}
	const reason = readReason(step.reason, transition.requires.includes('reason'));
	await keepInSight(tx, work.app.id);
	await runTransition(own, transition, { change, reason, key: step.key });
	await keep(own, 'take-transition');
	return { state: own.app.state, seq: own.app.seq, already: false };
}

/** Locked, and seen by whoever asks; its right to act is not asked yet. */
export async function openWork(tx: Tx, actor: Actor, ref: ApplicationRef): Promise<Work> {
	return readWork(tx, actor, ref, lockApplication);
}

/** The same to read alone. */
export async function readWork(
	tx: Tx,
	actor: Actor,
	{ pemda, id }: ApplicationRef,
	find = selectApplication,
): Promise<Work> {
	const isReader = actor.kind === 'officer' && !hasDesk(actor);
	const app = isId(id) && !isReader ? await find(tx, pemda, id) : undefined;
	if (!app) throw new Refusal('not-found', 'applications/no-such-application');
	const work = await workOn(tx, actor, byOf(actor), app);
	if (!mayRead(actor, app, work.process)) {
		throw new Refusal('not-found', 'applications/no-such-application');
	}
	return work;
}

function again(
	app: Application,
	event: { actor: string; transition: string | null; seq: number },
	{ actor, step }: { actor: Actor; step: Step },
): Taken {
	if (event.actor !== labelOf(actor) || event.transition !== step.transition) {
		throw new Refusal('conflict', 'applications/key-used');
	}
	return { state: app.state, seq: app.seq, already: true };
}

export function refuseStale(app: Application, { seenVersion }: { seenVersion?: number }): void {
	if (seenVersion !== undefined && seenVersion !== app.seq) {
		throw new Refusal('conflict', 'applications/changed-meanwhile');
	}
}

function refuseMover(actor: Actor, app: Application, transition: Transition): { by: By; hands: string[] } {
	const post = postFor(actor, app, transition);
	const isApplicant =
		actor.kind === 'resident' && transition.by.includes('applicant') && ownerOf(actor) === app.applicantId;
	if (!post && !isApplicant) throw new Refusal('forbidden', 'applications/not-yours');
	if (isOwnMatter(actor, app)) throw new Refusal('forbidden', 'applications/own-matter');
	const hands = handsOf(actor, post);
	if (transition.fourEyes && isSamePair(hands, app)) {
		throw new Refusal('forbidden', 'applications/four-eyes');
	}
	return { by: byOf(actor, post), hands };
}

export function byOf(actor: Actor, post?: Holding): By {
	const lender = post?.lentBy ? `account:${post.lentBy.accountId}` : null;
	const mandate = actor.kind === 'resident' && actor.actsFor ? actor.actsFor : null;
	return {
		actor: labelOf(actor),
		name: 'name' in actor ? (actor.name ?? '') : '',
		role: post?.role ?? (actor.kind === 'system' ? 'system' : 'applicant'),
		officeId: post?.officeId ?? null,
		actingFor: lender ?? (mandate ? `${mandate.kind}:${mandate.id}` : null),
		assurance: actor.kind === 'resident' ? actor.level : factorsOf(actor),
	};
}

function factorsOf(actor: Actor): string | null {
	return actor.kind === 'officer' ? actor.factors.join('+') : null;
}

/** What the law granted by silence nobody takes back: past the minute the decision is made, even before it is written. */
async function refuseAfterLegalMinute({ tx, app, process, at }: Work): Promise<void> {
	if (!isDeemed(process, app.state)) return;
	const running = await selectRunning(tx, app.pemda, app.id);
	const isPast = running.some(
		({ kind, state, dueAt, pausedSince }) =>
			kind === 'state' && state === app.state && !pausedSince && dueAt < at,
	);
	if (isPast) throw new Refusal('conflict', 'applications/granted-by-law');
}

function changeOf(work: Work, transition: Transition, step: Step, hands: string[]): Change {
	const { app, process, at } = work;
	const state = stateIn(process, app.state);
	const needs = (what: 'checklist' | 'findings' | 'correction') => transition.requires.includes(what);
	const ticked = tickedOf(app, state.checklist ?? [], step.checklist);
	if (needs('checklist') && (state.checklist ?? []).some(({ id }) => !ticked.includes(id))) {
		throw new Refusal('invalid', 'applications/checklist', {
			fields: { checklist: 'refusal.applications.checklist' },
		});
	}
	const findings = readFindings(work, state, step.findings ?? {}, needs('findings'));
	return {
		movedBy: hands,
		...(Object.keys(findings).length > 0 ? { findings } : {}),
		...(needs('correction') ? { correction: readCorrection(work, step.correction, at) } : {}),
		...(transition.by.includes('applicant') ? correctedIn(work, step) : {}),
		about: { ...(ticked.length > 0 ? { ticked } : {}) },
	};
}

function tickedOf(app: Application, list: { id: string }[], given: string[] = []): string[] {
	return list.flatMap(({ id }) => (given.includes(id) || app.ticked.includes(id) ? [id] : []));
}

/** Only what was named for correction, and what depends on it; anything else that is sent is as if it were not. */
function correctedIn(work: Work, { answers, files }: Step): Change {
	const { app } = work;
	if (!app.correction || (!answers && !files)) return {};
	const may = editableOf(work.definition, app.correction.items);
	const changed = Object.entries(answers ?? {}).filter(([field]) => may.fields.has(field));
	const keptFiles = app.files.filter(({ paper }) => !may.papers.has(paper));
	const newFiles = (files ?? []).filter(({ paper }) => may.papers.has(paper));
	return {
		...(changed.length > 0 ? { answers: Object.fromEntries(changed) } : {}),
		...(files ? { files: [...keptFiles, ...newFiles] } : {}),
	};
}

/** A guard sees what this step found, before it is kept. */
function withFound(work: Work, { findings = {}, answers = {} }: Change): Work {
	const { app } = work;
	return {
		...work,
		app: { ...app, findings: { ...app.findings, ...findings }, answers: { ...app.answers, ...answers } },
	};
}
