import { type Actor, findNames, type Holding, scopeOf } from '#identity';
import { listMoneyOf, type Money } from '#payments';
import { findStanding, noteOfficeLook, type Standing } from '#people';
import { withScope } from '#platform/db';
import { Refusal } from '#platform/refusal';
import { dayOf } from '#platform/workdays';
import type { Answers } from '#rules';
import { type Decision, type Definition, decide, type Process, type State, type Transition } from '#services';
import { type Application, type ApplicationEvent, subjectOf } from './application.ts';
import { maskNumbers } from './mask-numbers.ts';
import {
	deskPost,
	handsOf,
	isFieldHidden,
	isOwnMatter,
	isSamePair,
	mayDelegate,
	opinionPost,
	postFor,
	readerPost,
	readingRoles,
} from './policy.ts';
import { selectIdByNumber } from './store/application.ts';
import { selectRunning } from './store/clocks.ts';
import { selectEvents } from './store/events.ts';
import { type Inspection, selectInspections } from './store/inspections.ts';
import { type Opinion, type Recusal, selectOpinions, selectRecusals } from './store/opinions.ts';
import { type ApplicationRef, readWork, scopeFor } from './take-transition.ts';
import { holdsNow, stateIn, type Work } from './work.ts';

/** A step the process has from here, and why it cannot be taken by whoever asks, where it cannot. */
export type PossibleStep = {
	transition: Transition;
	to: State;
	hindrance: 'not-yours' | 'four-eyes' | 'own-matter' | 'guard' | null;
};

export type ApplicationFile = {
	/** Without answers that whoever asks has no need to read. */
	app: Application;
	/** Fields that are kept from them. */
	hidden: string[];
	/** Fields that hold a number of somebody, masked: `showNumbers` gives it whole. */
	masked: string[];
	definition: Definition;
	process: Process;
	state: State;
	events: ApplicationEvent[];
	steps: PossibleStep[];
	opinions: (Opinion & { may: 'give' | 'pass-on' | null; recusals: Recusal[] })[];
	inspections: Inspection[];
	/** What was to be paid, what was, and what went back. */
	money: Money[];
	/** Whether they work on it: plan a visit, record what was found. */
	mayInspect: boolean;
	/** When silence grants it, if it does here. */
	legalMinute: Date | null;
	decision: Decision;
	names: Map<string, string>;
	/** Of a person who applies: how sure it is who they are. */
	standing: Standing | null;
};

/**
 * An application with everything somebody may see of it, and what they may do. That an officer reads personal data goes
 * into the applicant's ledger before anything is shown. Refuses `applications/no-such-application`.
 */
export async function getApplication(actor: Actor, ref: ApplicationRef): Promise<ApplicationFile> {
	const file = await withScope(await scopeFor(actor, ref), async (tx) => {
		const work = await readWork(tx, actor, ref);
		const { app } = work;
		const opinions = await selectOpinions(tx, app.pemda, app.id);
		const ids = opinions.map(({ id }) => id);
		return {
			work,
			events: await selectEvents(tx, app),
			opinions,
			recusals: ids.length > 0 ? await selectRecusals(tx, app.pemda, ids) : [],
			inspections: await selectInspections(tx, app.pemda, app.id),
			money: await listMoneyOf(tx, actor, subjectOf(app)),
			clocks: await selectRunning(tx, app.pemda, app.id),
		};
	});
	const { work } = file;
	await noteLook(actor, work.app);
	return fileOf(actor, work, file);
}

/** The application of a number, as somebody who may see it types or follows it. Refuses `applications/no-such-application`. */
export async function findApplicationRef(
	actor: Actor,
	pemda: string,
	number: string,
): Promise<ApplicationRef> {
	const id = await withScope(scopeOf(actor), (tx) => selectIdByNumber(tx, pemda, number));
	if (!id) throw new Refusal('not-found', 'applications/no-such-application');
	return { pemda, id };
}

type Found = {
	events: ApplicationEvent[];
	opinions: Opinion[];
	recusals: Recusal[];
	inspections: Inspection[];
	money: Money[];
	clocks: { kind: string; state: string; dueAt: Date; pausedSince: Date | null }[];
};

async function fileOf(actor: Actor, work: Work, found: Found): Promise<ApplicationFile> {
	const { app, definition, process, at } = work;
	const { answers, hidden, masked } = readable(actor, work);
	const state = stateIn(process, app.state);
	const isDeemed = process.transitions.some(
		(one) => one.deemed && one.on === 'expired' && one.from.includes(state.id),
	);
	const term = found.clocks.find((one) => one.kind === 'state' && one.state === state.id && !one.pausedSince);
	const accounts = found.events.flatMap(({ actor: by }) =>
		by.startsWith('account:') ? [by.slice('account:'.length)] : [],
	);
	return {
		app: { ...app, answers },
		...{ hidden, masked },
		...{ definition, process, state, events: shownTo(actor, found.events), inspections: found.inspections },
		money: found.money,
		steps: stepsFor(actor, work),
		opinions: found.opinions.map((one) => ({
			...one,
			may: mayOn(actor, one, found.recusals),
			// Who stepped back, and why, is between officers.
			recusals:
				actor.kind === 'officer' ? found.recusals.filter(({ opinionId }) => opinionId === one.id) : [],
		})),
		mayInspect: state.inspection && deskPost(actor, app) !== undefined,
		legalMinute: isDeemed && term ? term.dueAt : null,
		decision: decide(definition, app.answers, dayOf(at), app.findings),
		names: await findNames([...new Set(accounts)]),
		standing:
			app.applicantKind === 'person' && actor.kind === 'officer'
				? ((await findStanding(app.applicantId)) ?? null)
				: null,
	};
}

/** The applicant reads all of it; an officer what their role needs, numbers of people masked (`showNumbers`). */
function readable(
	actor: Actor,
	{ app, process }: Work,
): { answers: Answers; hidden: string[]; masked: string[] } {
	if (actor.kind !== 'officer') return { answers: app.answers, hidden: [], masked: [] };
	const fields = process.pages.flatMap((page) => page.fields);
	const roles = readingRoles(actor, app, process);
	const hidden = fields.flatMap((field) => (isFieldHidden(field, roles, process) ? [field.id] : []));
	const shown = Object.entries(app.answers).filter(([field]) => !hidden.includes(field));
	return { hidden, ...maskNumbers(Object.fromEntries(shown)) };
}

const amongOfficers: readonly string[] = ['recused', 'delegated', 'warned'];

/** The history says what happened, not what was answered; to the applicant, not what officers have among themselves. */
function shownTo(actor: Actor, events: ApplicationEvent[]): ApplicationEvent[] {
	const shown = events.filter(({ kind }) => actor.kind === 'officer' || !amongOfficers.includes(kind));
	return shown.map((event) => {
		const { answers: _, findings: __, ...diff } = event.diff;
		return { ...event, diff };
	});
}

function stepsFor(actor: Actor, work: Work): PossibleStep[] {
	const { process, app } = work;
	if (app.endedAt) return [];
	return process.transitions
		.filter(({ from, by }) => from.includes(app.state) && by.some((one) => one !== 'system'))
		.map((transition) => ({
			transition,
			to: stateIn(process, transition.to),
			hindrance: hindranceOf(actor, work, transition),
		}));
}

function hindranceOf(actor: Actor, work: Work, transition: Transition): PossibleStep['hindrance'] {
	const { app } = work;
	const post: Holding | undefined = postFor(actor, app, transition);
	const isApplicant = actor.kind === 'resident' && transition.by.includes('applicant');
	if (!post && !isApplicant) return 'not-yours';
	if (isOwnMatter(actor, app)) return 'own-matter';
	if (transition.fourEyes && isSamePair(handsOf(actor, post), app)) return 'four-eyes';
	const isOpenYet = transition.requires.includes('findings');
	return isOpenYet || holdsNow(work, transition.guard) ? null : 'guard';
}

function mayOn(actor: Actor, opinion: Opinion, recusals: Recusal[]): 'give' | 'pass-on' | null {
	if (actor.kind !== 'officer' || opinion.decidedAt || opinion.endedAt) return null;
	const asked = { pemda: opinion.officePemda, officeId: opinion.officeId };
	const isOut = recusals.some((one) => one.opinionId === opinion.id && one.accountId === actor.accountId);
	if (opinionPost(actor, asked) && !isOut) return 'give';
	return mayDelegate(actor, asked) ? 'pass-on' : null;
}

async function noteLook(actor: Actor, app: Application): Promise<void> {
	if (actor.kind !== 'officer') return;
	const post = readerPost(actor, app);
	await noteOfficeLook(actor, {
		...{ pemda: app.pemda, act: 'applications/read-application', post, reason: 'application' },
		of: { kind: app.applicantKind, id: app.applicantId },
		detail: { application: `${app.pemda}:${app.id}` },
	});
}
